"""Writing rows as CSV or XLSX, with the same columns that an import reads. Cells never run as
formulas in a spreadsheet."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.db.models import Model
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from lumbung.kit.table_files import csv_lines
from lumbung.registry.entity import Entity
from lumbung.registry.entity_fields import written

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_csv(entity: Entity, rows: Iterable[Model]) -> bytes:
    return "".join(csv_lines([headings(entity), *_values(entity, rows)])).encode()


def export_xlsx(entity: Entity, rows: Iterable[Model]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(entity.model._meta.verbose_name_plural)[:31].replace("/", "-"))
    sheet.freeze_panes = "A2"
    head = [WriteOnlyCell(sheet, value=text) for text in headings(entity)]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for values in _values(entity, rows):
        sheet.append([_cell(sheet, value) for value in values])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


EXPORTERS = {"csv": export_csv, "xlsx": export_xlsx}


def headings(entity: Entity) -> list[str]:
    return [str(entity.model._meta.get_field(name).verbose_name) for name in entity.fields]  # type: ignore[union-attr]


def _values(entity: Entity, rows: Iterable[Model]) -> Iterator[list[object]]:
    for row in rows:
        yield [written(row, name) for name in entity.fields]


def _cell(sheet: Any, value: Any) -> Any:
    """Text is kept as text, even where it begins like a formula."""
    cell: Any = WriteOnlyCell(sheet)
    if value is None or isinstance(value, int | float | date):
        cell.value = value
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell.data_type = "s"
    return cell
