"""Cells of CSV and XLSX files that we write: text a spreadsheet must not run as a formula.

Source: OWASP, CSV Injection. A leading apostrophe makes a spreadsheet show the rest as text; our
own import takes it off again.
"""

import csv
from collections.abc import Iterable, Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral_cell(value: object) -> str:
    """`value` as text that no spreadsheet takes for a formula; negative numbers stay numbers."""
    text = "" if value is None else str(value)
    if isinstance(value, (int, float)) or not text.startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


def original_text(text: str) -> str:
    """The text that `neutral_cell` made safe."""
    return text[1:] if text.startswith(tuple(f"'{start}" for start in FORMULA_STARTS)) else text


class _Line:
    """The file-like thing csv.writer wants; hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV lines, safe for spreadsheets, one by one, beginning with a byte order mark so that Excel
    reads UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([neutral_cell(value) for value in row])
