"""What an import would do, row by row, before anything is stored: created, changed, unchanged or
refused, and every cell that was not understood.

A blank cell says nothing: it changes nothing, and a new row gets the default. A cell that is not
understood counts as blank and is reported as a warning, unless the row cannot be without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.registry.importing.cells import NotUnderstood, is_blank, understood
from lumbung.registry.importing.field import Field, normalised
from lumbung.registry.importing.outcome import Change, DryRun, Outcome, RowOutcome, Stored
from lumbung.registry.importing.table import Cell, Row, Table

MOST_VALUE_CHARACTERS = 60
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Importer:
    """How the rows of one table are read into one kind of row. `fixed` values hold for every row; a
    row that says otherwise is refused (an agency officer imports only the own agency's)."""

    fields: Sequence[Field]
    keys: Sequence[Sequence[str]]
    mapping: Mapping[int, str]
    header_line: int
    fixed: Mapping[str, object]

    def run(self, table: Table, stored: Sequence[Stored]) -> DryRun:
        index = {tuple(key): _indexed(stored, key) for key in self.keys}
        seen: dict[tuple[tuple[str, ...], Key], int] = {}
        rows = []
        for line, cells in table.rows:
            if line > self.header_line and not is_numbering(cells):
                row = self._read(line, cells)
                rows.append(self._judged(row, index, seen))
        return DryRun(tuple(rows))

    def _read(self, line: int, cells: Row) -> RowOutcome:
        by_name = {field.name: field for field in self.fields}
        values: dict[str, object] = dict(self.fixed)
        findings = []
        label = ""
        for column, name in sorted(self.mapping.items()):
            cell = cells[column] if column < len(cells) else None
            label = label or ("" if is_blank(cell) else str(cell))
            if is_blank(cell):
                continue
            value = understood(by_name[name], cell)
            if isinstance(value, NotUnderstood):
                findings.append(_not_understood(by_name[name], value, cell, line, column))
            elif values.setdefault(name, value) != value:
                findings.append(_not_own(by_name[name], cell, line, column))
        row = RowOutcome(line, label, Outcome.CREATE, values, findings=tuple(findings))
        is_refused = any(finding.severity is Severity.ERROR for finding in findings)
        return replace(row, outcome=Outcome.REFUSED) if is_refused else row

    def _judged(
        self,
        row: RowOutcome,
        index: Mapping[tuple[str, ...], Mapping[Key, Sequence[Stored]]],
        seen: dict[tuple[tuple[str, ...], Key], int],
    ) -> RowOutcome:
        names = next((tuple(key) for key in self.keys if key[0] in row.values), None)
        if row.outcome is Outcome.REFUSED or names is None:
            return row.refused(*self._missing(row))
        key = _key(row.values, names)
        if (names, key) in seen:
            return row.refused(_same_as(row.line, seen[names, key]))
        seen[names, key] = row.line
        matches = index[names].get(key, ())
        if len(matches) > 1:
            return row.refused(_ambiguous(row))
        return _compared(row, matches[0]) if matches else self._new(row)

    def _new(self, row: RowOutcome) -> RowOutcome:
        missing = tuple(self._missing(row))
        return row.refused(*missing) if missing else row

    def _missing(self, row: RowOutcome) -> Iterator[Finding]:
        """What a new row cannot be without."""
        columns = {name: column for column, name in self.mapping.items()}
        for field in self.fields:
            if field.required and field.name not in row.values:
                yield Finding(
                    key=field.name,
                    message=gettext_noop("This is needed for a new entry."),
                    line=row.line,
                    column=columns[field.name] + 1 if field.name in columns else 0,
                )


def _compared(row: RowOutcome, stored: Stored) -> RowOutcome:
    changes = tuple(
        Change(name, stored.values.get(name), value)
        for name, value in row.values.items()
        if _comparable(stored.values.get(name)) != _comparable(value)
    )
    outcome = Outcome.CHANGE if changes else Outcome.SAME
    return replace(row, outcome=outcome, pk=stored.pk, changes=changes)


def _comparable(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _indexed(stored: Sequence[Stored], names: Sequence[str]) -> dict[Key, list[Stored]]:
    found: dict[Key, list[Stored]] = {}
    for row in stored:
        found.setdefault(_key(row.values, names), []).append(row)
    return found


def _key(values: Mapping[str, object], names: Sequence[str]) -> Key:
    return tuple(
        normalised(value) if isinstance(value, str) else value
        for value in (values.get(name) or None for name in names)
    )


def is_numbering(cells: Row) -> bool:
    """The row `(1) (2) (3) …` that official tables have under their headings."""
    texts = [str(cell).strip("() .") for cell in cells if cell not in (None, "")]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _shown(cell: Cell) -> tuple[tuple[str, str], ...]:
    return (("value", str(cell)[:MOST_VALUE_CHARACTERS]),)


def _not_understood(
    field: Field, value: NotUnderstood, cell: Cell, line: int, column: int
) -> Finding:
    return Finding(
        key=field.name,
        message=value.message,
        hint=gettext_noop("The cell is left out; correct it in the file to have it stored."),
        line=line,
        column=column + 1,
        severity=Severity.WARNING,
        facts=(*value.facts, *_shown(cell)),
    )


def _not_own(field: Field, cell: Cell, line: int, column: int) -> Finding:
    return Finding(
        key=field.name,
        message=gettext_noop("“%(value)s” is not your agency."),
        line=line,
        column=column + 1,
        facts=_shown(cell),
    )


def _same_as(line: int, other: int) -> Finding:
    return Finding(
        key="",
        message=gettext_noop("This is the same entry as in row %(other)s."),
        line=line,
        facts=(("other", str(other)),),
    )


def _ambiguous(row: RowOutcome) -> Finding:
    return Finding(
        key="",
        message=gettext_noop("“%(value)s” may mean more than one entry of the registry."),
        hint=gettext_noop("Add a column that tells them apart."),
        line=row.line,
        facts=(("value", row.label[:MOST_VALUE_CHARACTERS]),),
    )
