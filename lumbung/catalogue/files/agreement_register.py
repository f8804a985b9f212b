"""The register of agreements as a file for the auditor: XLSX with history, obligations and the
hashes of documents on sheets of their own, or the register alone as CSV. Cells never run as
formulas in a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lumbung.catalogue.models import Agreement, AgreementParty
from lumbung.kit.table_files import csv_lines

Row = Sequence[object]
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDEST, NARROWEST = 60, 12


def register_csv(agreements: Iterable[Agreement]) -> bytes:
    rows: list[Row] = [_register_head(), *(_register_row(each) for each in agreements)]
    return "".join(csv_lines(rows)).encode()


def register_xlsx(agreements: Iterable[Agreement]) -> bytes:
    found = list(agreements)
    book = Workbook(write_only=True)
    _write(book, _("Register"), _register_head(), map(_register_row, found))
    _write(book, _("Parties"), _party_head(), _parties(found))
    _write(book, _("History"), _history_head(), _history(found))
    _write(book, _("Obligations"), _obligation_head(), _obligations(found))
    _write(book, _("Documents"), _document_head(), _documents(found))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


EXPORTERS = {"csv": register_csv, "xlsx": register_xlsx}


def _register_head() -> list[str]:
    return [
        _("Record"),
        _("Kind"),
        _("Title"),
        _("Our number"),
        _("The other party's number"),
        _("Stage"),
        _("Provider"),
        _("Adopter"),
        _("Signed on"),
        _("In force from"),
        _("In force until"),
        _("Under the memorandum"),
        _("Why there is no memorandum"),
        _("Offers"),
        _("Open obligations"),
        _("Documents"),
        _("Source"),
        _("Example"),
    ]


def _register_row(agreement: Agreement) -> list[object]:
    parties = list(agreement.parties.all())
    return [
        agreement.pk,
        agreement.get_kind_display(),
        agreement.title,
        agreement.number,
        agreement.other_number,
        agreement.get_stage_display(),
        _names(parties, "provider"),
        _names(parties, "adopter"),
        agreement.signed_on,
        agreement.starts_on,
        agreement.ends_on,
        agreement.parent.title if agreement.parent else "",
        agreement.no_parent_reason,
        "; ".join(offer.name for offer in agreement.offers.all()),
        agreement.obligations.filter(done_on=None).count(),
        agreement.documents.count(),
        agreement.source,
        _("yes") if agreement.example else _("no"),
    ]


def _names(parties: Iterable[AgreementParty], side: str) -> str:
    return "; ".join(str(party) for party in parties if party.side == side)


def _party_head() -> list[str]:
    return [
        _("Record"),
        _("Side"),
        _("Party"),
        _("Office"),
        _("Signatory"),
        _("Signatory's office"),
        _("Signs as"),
        _("Mandate (surat kuasa) no."),
        _("Mandate of"),
    ]


def _parties(agreements: Iterable[Agreement]) -> Iterator[Row]:
    for agreement in agreements:
        for party in agreement.parties.all():
            yield [
                agreement.pk,
                party.get_side_display(),
                str(party),
                party.agency_name,
                party.signatory,
                party.signatory_office,
                party.get_signs_as_display(),
                party.mandate_number,
                party.mandate_on,
            ]


def _history_head() -> list[str]:
    return [_("Record"), _("Title"), _("Stage"), _("When"), _("Who"), _("Note")]


def _history(agreements: Iterable[Agreement]) -> Iterator[Row]:
    for agreement in agreements:
        for step in agreement.steps.select_related("by"):
            who = step.by.get_username() if step.by else ""
            stage = step.get_stage_display()
            yield [agreement.pk, agreement.title, stage, step.at, who, step.note]


def _obligation_head() -> list[str]:
    return [_("Record"), _("Title"), _("Side"), _("Obligation"), _("Due on"), _("Done on")]


def _obligations(agreements: Iterable[Agreement]) -> Iterator[Row]:
    for agreement in agreements:
        for row in agreement.obligations.all():
            side = row.get_side_display()
            yield [agreement.pk, agreement.title, side, row.text, row.due_on, row.done_on]


def _document_head() -> list[str]:
    return [
        _("Record"),
        _("Title"),
        _("Document"),
        _("File"),
        _("Size (bytes)"),
        "SHA-256",
        _("Attached"),
    ]


def _documents(agreements: Iterable[Agreement]) -> Iterator[Row]:
    for agreement in agreements:
        for row in agreement.documents.defer("content"):
            yield [
                agreement.pk,
                agreement.title,
                row.title,
                row.file_name,
                row.size_bytes,
                row.sha256,
                row.added_at,
            ]


def _write(book: Workbook, title: str, head: Sequence[str], rows: Iterable[Row]) -> None:
    sheet: Any = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    told = [list(row) for row in rows]
    for index, text in enumerate(head):
        longest = max([len(text), *(len(str(row[index] or "")) for row in told)])
        width = min(WIDEST, max(NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    cells = [_cell(sheet, text) for text in head]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for row in told:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: object) -> Any:
    """Text is kept as text, even where it begins like a formula."""
    cell: Any = WriteOnlyCell(sheet)
    if isinstance(value, datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None)
    elif value is None or isinstance(value, int | date):
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        cell.data_type = "s"
    return cell
