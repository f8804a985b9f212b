"""A region's own spreadsheet of needs, staff and money, read into the parts of a scenario document.

A dry run by nature: nothing is stored. What could be understood comes back with everything that
could not, by sheet, row and column; whoever stores the parts looks at `is_valid` first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.planning.domain.scenario_document import (
    AgencyDocument,
    BudgetLineDocument,
    NeedDocument,
    StaffDocument,
)
from lumbung.planning.files.xlsx_cell_reading import CellInvalid, Known, read_cell, slug
from lumbung.planning.files.xlsx_opening import Cell, Row, Unreadable, open_sheets
from lumbung.planning.files.xlsx_parts import BUDGET, NEEDS, PARTS, STAFF, Heading, Part

LINES_SEARCHED = 20
Mapped = Mapping[str, Mapping[str, str]]  # part -> field -> heading in the file
Record = dict[str, Known]


@dataclass(frozen=True, slots=True)
class ImportedParts:
    """Rows without errors, and all findings. `agencies` are those that needs name."""

    agencies: tuple[AgencyDocument, ...] = ()
    needs: tuple[NeedDocument, ...] = ()
    staff: tuple[StaffDocument, ...] = ()
    budget: tuple[BudgetLineDocument, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_valid(self) -> bool:
        return not any(finding.severity == Severity.ERROR for finding in self.findings)


def read_parts(
    content: bytes,
    *,
    file_name: str = "",
    mapping: Mapped | None = None,
    known_agencies: Mapping[str, str] | None = None,
) -> ImportedParts:
    """Never raises for what the file holds. `mapping` names the headings of columns that are not
    called as in `xlsx_parts`; `known_agencies` (id -> name) gives agencies their ids."""
    try:
        sheets = open_sheets(content)
    except Unreadable as error:
        return ImportedParts(findings=(replace(error.finding, file=file_name),))
    reading = _Reading(file_name, mapping or {})
    records = {part.name: tuple(reading.part(part, sheets)) for part in PARTS}
    reading.missing_sheets(sheets)
    if not any(records.values()):
        reading.nothing_found()
    ids = {name.casefold(): id_ for id_, name in (known_agencies or {}).items()}
    for record in records[NEEDS.name]:
        agency = str(record["agency"])
        record["agency"] = ids.setdefault(agency.casefold(), slug(agency) or "dinas")
        record["agency_name"] = agency
    return ImportedParts(
        _agencies(records[NEEDS.name]),
        tuple(_needs(records[NEEDS.name])),
        tuple(StaffDocument.model_validate(record) for record in records[STAFF.name]),
        tuple(BudgetLineDocument.model_validate(record) for record in records[BUDGET.name]),
        tuple(reading.findings),
    )


def _agencies(records: tuple[Record, ...]) -> tuple[AgencyDocument, ...]:
    names: dict[str, str] = {}
    for record in records:
        names.setdefault(str(record["agency"]), str(record["agency_name"]))
    return tuple(AgencyDocument(id=id_, name=name) for id_, name in names.items())


def _needs(records: tuple[Record, ...]) -> Iterator[NeedDocument]:
    """Ids are made from the names; where two agencies name a need alike, numbered."""
    taken: set[str] = set()
    for record in records:
        wish = slug(str(record["name"]))[:90] or "kebutuhan"
        free = (f"{wish}-{n}" if n > 1 else wish for n in range(1, len(records) + 2))
        found = next(id_ for id_ in free if id_ not in taken)
        taken.add(found)
        fields = {name: value for name, value in record.items() if name != "agency_name"}
        yield NeedDocument.model_validate({**fields, "id": found})


class _Reading:
    """One file being read; collects the findings."""

    def __init__(self, file_name: str, mapping: Mapped) -> None:
        self.file_name = file_name
        self.mapping = mapping
        self.findings: list[Finding] = []

    def part(self, part: Part, sheets: Mapping[str, tuple[Row, ...]]) -> Iterator[Record]:
        """The rows of the part's sheet that are wholly understood and not told twice."""
        title = _sheet_of(part, sheets)
        if title is None:
            return
        head, columns = self._columns(part, title, sheets[title])
        lacking = [each for each in part.headings if each.is_required and each not in columns]
        for heading in lacking:
            self._tell(
                title,
                head,
                0,
                gettext_noop("There is no column for “%(column)s”."),
                gettext_noop("Add it, or say which column it is."),
                facts={"column": heading.title},
            )
        if lacking:
            return
        seen: dict[tuple[Known, ...], int] = {}
        for number, cells in sheets[title]:
            if number > head:
                record = self._record(title, number, cells, columns)
                if record is not None and self._is_new(part, title, number, record, seen):
                    yield record

    def _columns(
        self, part: Part, title: str, rows: tuple[Row, ...]
    ) -> tuple[int, dict[Heading, int]]:
        """The head's row number and the column of each heading: of the first rows, the one in which
        most headings are known."""
        best: tuple[int, dict[Heading, int]] = (rows[0][0] if rows else 1, {})
        for number, cells in rows[:LINES_SEARCHED]:
            found = self._known(part, cells)
            if len(found) > len(best[1]):
                best = (number, found)
        if best[1]:
            cells = next(cells for number, cells in rows if number == best[0])
            self._tell_ignored(title, best[0], cells, set(best[1].values()))
        return best

    def _known(self, part: Part, cells: tuple[Cell, ...]) -> dict[Heading, int]:
        wishes = self.mapping.get(part.name, {})
        found: dict[Heading, int] = {}
        for column, cell in enumerate(cells):
            text = _plain(cell)
            for heading in part.headings:
                wish = wishes.get(heading.field)
                names = (_plain(wish),) if wish else (*heading.known_as, heading.title.lower())
                if text and text in names and heading not in found:
                    found[heading] = column
                    break
        return found

    def _tell_ignored(self, title: str, head: int, cells: tuple[Cell, ...], used: set[int]) -> None:
        for column, cell in enumerate(cells):
            if cell not in (None, "") and column not in used:
                self._tell(
                    title,
                    head,
                    column + 1,
                    gettext_noop("The column “%(column)s” is not understood and left out."),
                    gettext_noop("Rename it as in the template, or say which column it is."),
                    severity=Severity.WARNING,
                    facts={"column": str(cell)[:80]},
                )

    def _record(
        self, title: str, number: int, cells: tuple[Cell, ...], columns: dict[Heading, int]
    ) -> Record | None:
        """The row's values; None for a row in which something is wrong or nothing stands."""
        record: Record = {}
        if all(_at(cells, column) in (None, "") for column in columns.values()):
            return None
        is_sound = True
        for heading, column in columns.items():
            try:
                value = read_cell(heading, _at(cells, column))
            except CellInvalid as error:
                self._tell(title, number, column + 1, error.message, error.hint, facts=error.facts)
                is_sound = False
                continue
            if value is not None:
                record[heading.field] = value
        return record if is_sound else None

    def _is_new(
        self,
        part: Part,
        title: str,
        number: int,
        record: Record,
        seen: dict[tuple[Known, ...], int],
    ) -> bool:
        key = tuple(_fold(record.get(field)) for field in part.key)
        before = seen.setdefault(key, number)
        if before != number:
            self._tell(
                title,
                number,
                0,
                gettext_noop("This row says the same as row %(row)s."),
                gettext_noop("Delete one of the two, or tell them apart."),
                facts={"row": str(before)},
            )
        return before == number

    def missing_sheets(self, sheets: Mapping[str, tuple[Row, ...]]) -> None:
        """A file without any sheet of ours is an error; without some, a warning."""
        missing = [part for part in PARTS if _sheet_of(part, sheets) is None]
        severity = Severity.ERROR if len(missing) == len(PARTS) else Severity.WARNING
        for part in missing:
            self._tell(
                "",
                0,
                0,
                gettext_noop("There is no sheet “%(sheet)s”."),
                gettext_noop("Name it as in the template, or leave it out on purpose."),
                severity=severity,
                facts={"sheet": part.title},
            )

    def nothing_found(self) -> None:
        if not any(finding.severity == Severity.ERROR for finding in self.findings):
            self._tell(
                "",
                0,
                0,
                gettext_noop("There is nothing in the file."),
                gettext_noop("Fill in the template, one row for each need, post or budget line."),
            )

    def _tell(
        self,
        title: str,
        row: int,
        column: int,
        message: str,
        hint: str,
        *,
        severity: Severity = Severity.ERROR,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        place = f"{get_column_letter(column) if column else ''}{row or ''}"
        self.findings.append(
            Finding(
                f"{title}!{place}" if title else "file",
                message,
                hint,
                row,
                column,
                severity,
                self.file_name,
                tuple((facts or {}).items()),
            )
        )


def _sheet_of(part: Part, sheets: Mapping[str, tuple[Row, ...]]) -> str | None:
    return next((title for title in sheets if _plain(title) in part.known_as), None)


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _plain(cell: Cell) -> str:
    """A heading as compared: lower case, single spaces, without a closing star or colon."""
    return re.sub(r"\s+", " ", str(cell or "")).strip(" *:").lower()


def _fold(value: Known) -> Known:
    return value.casefold() if isinstance(value, str) else value
