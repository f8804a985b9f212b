"""Documents keep up with the code: every setting and command is told, README stays short."""

import re

from django.core.management import get_commands

from tests.architecture.sources import ROOT, product_modules

MOST_README_LINES = 120
SETTING = re.compile(r'env\.(?:text|flag|integer|words)\(\s*"([A-Z_]+)"')


def test_every_setting_is_documented() -> None:
    told = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    names = {
        name
        for path in product_modules()
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    assert names
    assert {name for name in names if f"`LUMBUNG_{name}`" not in told} == set()


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if app.startswith("lumbung.")}
    assert ours
    assert {name for name in ours | {"plan", "schema"} if f"`lumbung {name}" not in told} == set()


def test_readme_is_short() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_README_LINES


def test_links_between_documents_hold() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert broken == []
