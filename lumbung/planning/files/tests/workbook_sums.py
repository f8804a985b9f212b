"""Works out the few kinds of formula our exports use, so that a test can compare them with the
figures. Not a spreadsheet: anything else is an error."""

import re

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

RANGE = r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"


def value_of(book: Workbook, sheet: Worksheet, place: str):
    cell = sheet[place]
    if cell.data_type != "f":
        return cell.value
    text = cell.value[1:]
    if match := re.fullmatch(rf"SUM\({RANGE}\)", text):
        return sum(_values(book, sheet, match.groups()))
    if match := re.fullmatch(rf"SUMIFS\({RANGE},{RANGE},([A-Z]+\d+),{RANGE},([A-Z]+\d+)\)", text):
        return _sum_if(book, sheet, match.groups())
    if match := re.fullmatch(r"IF\(([A-Z]+\d+)=0,0,([A-Z]+\d+)/\1\)", text):
        below, above = (value_of(book, sheet, each) for each in match.groups())
        return above / below if below else 0
    first, sign, second = re.fullmatch(r"([A-Z]+\d+)([+-])([A-Z]+\d+)", text).groups()
    right = value_of(book, sheet, second)
    return value_of(book, sheet, first) + (right if sign == "+" else -right)


def _values(book: Workbook, sheet: Worksheet, place: tuple):
    title, column, first, last_column, last = place
    assert column == last_column
    there = book[title] if title else sheet
    return [
        value_of(book, there, f"{column}{row}") or 0 for row in range(int(first), int(last) + 1)
    ]


def _sum_if(book: Workbook, sheet: Worksheet, parts: tuple):
    amounts = _values(book, sheet, parts[0:5])
    firsts, first = _values(book, sheet, parts[5:10]), value_of(book, sheet, parts[10])
    seconds, second = _values(book, sheet, parts[11:16]), value_of(book, sheet, parts[16])
    return sum(
        amount
        for amount, one, two in zip(amounts, firsts, seconds, strict=True)
        if one == first and two == second
    )
