"""Files and functions stay short enough to read in one go."""

import ast

from tests.architecture.sources import ROOT, product_modules

MOST_LINES_IN_A_FILE = 600
WARN_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 80


def test_files_stay_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in product_modules()
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_functions_stay_short() -> None:
    long = {}
    for path in product_modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_IN_A_FUNCTION:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert long == {}


def test_every_module_opens_with_a_paragraph() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in product_modules()
        if path.name not in {"__init__.py", "apps.py", "urls.py"}
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
