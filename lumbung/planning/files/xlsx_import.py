"""A region's own spreadsheet of needs, staff and money, read into the parts of a scenario document.

A dry run by nature: nothing is stored. What could be understood comes back with everything that
could not, by sheet, row and column; whoever stores the parts looks at `is_valid` first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.planning.domain.scenario_document import (
    BudgetLineDocument,
    NeedDocument,
    StaffDocument,
)
from lumbung.planning.files.xlsx_cell_reading import CellInvalid, Known, read_cell, slug
from lumbung.planning.files.xlsx_layout import Choices, Layout, layouts
from lumbung.planning.files.xlsx_opening import Cell, Row, Unreadable, open_sheets
from lumbung.planning.files.xlsx_parts import BUDGET, NEEDS, STAFF, Part
from lumbung.planning.files.xlsx_places import Place

SAME_ROW = gettext_noop("This row says the same as row %(row)s.")
SAME_ROW_HINT = gettext_noop("Delete one of the two, or tell them apart.")
Record = dict[str, Known]
Placed = tuple[Record, Place]


@dataclass(frozen=True, slots=True)
class ImportedParts:
    """Rows without errors, where each stands (by the part's name, in the same order), and all
    findings. Of each document, the fields set are those that the file fills."""

    needs: tuple[NeedDocument, ...] = ()
    staff: tuple[StaffDocument, ...] = ()
    budget: tuple[BudgetLineDocument, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_valid(self) -> bool:
        return not any(finding.severity == Severity.ERROR for finding in self.findings)


def read_parts(
    content: bytes,
    *,
    file_name: str = "",
    choices: Choices | None = None,
    agency_ids: Mapping[str, str] | None = None,
) -> ImportedParts:
    """Never raises for what the file holds. `choices` say what sheets and columns are, where the
    guess is wrong; `agency_ids` are the identifiers of agencies by any of their names."""
    try:
        sheets = open_sheets(content)
    except Unreadable as error:
        return ImportedParts(findings=(replace(error.finding, file=file_name),))
    found = layouts(sheets, choices)
    reading = _Reading(choices or {})
    rows = {each.part.name: reading.part(each, sheets.get(each.sheet, ())) for each in found}
    reading.missing_sheets(found)
    if not any(rows.values()):
        reading.nothing_found()
    ids = {name.casefold(): id_ for name, id_ in (agency_ids or {}).items()}
    for record, _place in rows[NEEDS.name]:
        agency = str(record["agency"])
        record["agency"] = ids.get(agency.casefold()) or slug(agency) or "dinas"
    return ImportedParts(
        needs=tuple(_needs([record for record, _place in rows[NEEDS.name]])),
        staff=tuple(StaffDocument.model_validate(record) for record, _place in rows[STAFF.name]),
        budget=tuple(
            BudgetLineDocument.model_validate(record) for record, _place in rows[BUDGET.name]
        ),
        places={name: tuple(place for _record, place in part) for name, part in rows.items()},
        layouts=found,
        findings=tuple(replace(finding, file=file_name) for finding in reading.findings),
    )


def _needs(records: list[Record]) -> Iterator[NeedDocument]:
    """Ids are made from the names; where two agencies name a need alike, numbered."""
    taken: set[str] = set()
    for record in records:
        wish = slug(str(record["name"]))[:90] or "kebutuhan"
        free = (f"{wish}-{n}" if n > 1 else wish for n in range(1, len(records) + 2))
        found = next(id_ for id_ in free if id_ not in taken)
        taken.add(found)
        yield NeedDocument.model_validate({**record, "id": found})


class _Reading:
    """One file being read; collects the findings."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.findings: list[Finding] = []

    def part(self, layout: Layout, rows: tuple[Row, ...]) -> list[Placed]:
        """The rows of the part's sheet that are wholly understood and not told twice."""
        if not layout.sheet:
            return []
        self._tell_columns(layout)
        if layout.lacking:
            return []
        seen: dict[tuple[Known, ...], int] = {}
        found = (
            self._read(layout, number, cells) for number, cells in rows if number > layout.head
        )
        return [each for each in found if each and self._is_new(layout.part, each, seen)]

    def _tell_columns(self, layout: Layout) -> None:
        """What is required and lacks; and, where nobody chose, what is not understood."""
        head = Place(layout.sheet, layout.head)
        for heading in layout.lacking:
            message = gettext_noop("There is no column for “%(column)s”.")
            hint = gettext_noop("Add it, or say which column it is.")
            self.findings.append(head.finding(message, hint, facts={"column": heading.title}))
        choice = self.choices.get(layout.part.name)
        for column, title in layout.left_out.items() if not (choice and choice.columns) else ():
            self.findings.append(
                head.finding(
                    gettext_noop("The column “%(column)s” is not understood and left out."),
                    gettext_noop("Rename it as in the template, or say which column it is."),
                    column=column,
                    severity=Severity.WARNING,
                    facts={"column": title},
                )
            )

    def _read(self, layout: Layout, number: int, cells: tuple[Cell, ...]) -> Placed | None:
        """The row's values; None for a row in which something is wrong or nothing stands."""
        columns = layout.columns or {}
        if all(_at(cells, column) in (None, "") for column in columns.values()):
            return None
        record: Record = {}
        written: dict[str, str] = {}
        is_sound = True
        for heading in layout.part.headings:
            if heading.field not in columns:
                continue
            column = columns[heading.field]
            cell = _at(cells, column)
            try:
                value = read_cell(heading, cell)
            except CellInvalid as error:
                place = Place(layout.sheet, number)
                told = place.finding(error.message, error.hint, column=column, facts=error.facts)
                self.findings.append(told)
                is_sound = False
                continue
            if value is not None:
                record[heading.field] = value
                written[heading.field] = str(cell)
        return (record, Place(layout.sheet, number, columns, written)) if is_sound else None

    def _is_new(self, part: Part, found: Placed, seen: dict[tuple[Known, ...], int]) -> bool:
        record, place = found
        key = tuple(_fold(record.get(field)) for field in part.key)
        before = seen.setdefault(key, place.row)
        if before != place.row:
            self.findings.append(place.finding(SAME_ROW, SAME_ROW_HINT, facts={"row": before}))
        return before == place.row

    def missing_sheets(self, found: tuple[Layout, ...]) -> None:
        """A file without any sheet of ours is an error; without some, a warning, unless they are
        left out on purpose."""
        missing = [each.part for each in found if not each.sheet]
        is_empty = len(missing) == len(found)
        for part in missing:
            choice = self.choices.get(part.name)
            if is_empty or choice is None or choice.sheet is None:
                self.findings.append(
                    Place().finding(
                        gettext_noop("There is no sheet “%(sheet)s”."),
                        gettext_noop("Name it as in the template, or leave it out on purpose."),
                        severity=Severity.ERROR if is_empty else Severity.WARNING,
                        facts={"sheet": part.title},
                    )
                )

    def nothing_found(self) -> None:
        if not any(finding.severity == Severity.ERROR for finding in self.findings):
            message = gettext_noop("There is nothing in the file.")
            hint = gettext_noop("Fill in the template, one row for each need, post or budget line.")
            self.findings.append(Place().finding(message, hint))


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column - 1] if column <= len(cells) else None


def _fold(value: Known) -> Known:
    return value.casefold() if isinstance(value, str) else value
