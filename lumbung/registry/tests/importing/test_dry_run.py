from lumbung.kit.errors import Severity
from lumbung.kit.finding_groups import grouped
from lumbung.registry.importing.dry_run import Importer
from lumbung.registry.importing.field import Field, Kind
from lumbung.registry.importing.outcome import Outcome, Stored
from lumbung.registry.importing.table import Table

FIELDS = (
    Field("slug", "identifier"),
    Field("name", "name", required=True),
    Field("cores", "cores", Kind.INTEGER, required=True),
    Field("owner", "owner", Kind.REFERENCE, meanings={"dinkes": (7,), "disdik": (8,)}),
)
STORED = (
    Stored(1, {"slug": "one", "name": "Server One", "cores": 4, "owner": None}),
    Stored(2, {"slug": "two", "name": "Twin", "cores": 4, "owner": 7}),
    Stored(3, {"slug": "three", "name": "Twin", "cores": 4, "owner": 8}),
)


def run(*rows, mapping=None, **fixed):
    importer = Importer(
        fields=FIELDS,
        keys=(("slug",), ("name",)),
        mapping=mapping or {0: "slug", 1: "name", 2: "cores", 3: "owner"},
        header_line=1,
        fixed=fixed,
    )
    numbered = tuple((number, row) for number, row in enumerate((("head",), *rows), start=1))
    return importer.run(Table("", (), numbered), STORED)


def outcomes(found):
    return [row.outcome for row in found.rows]


def test_new_changed_and_same_rows_are_told_apart():
    found = run(("four", "Four", 8), ("one", "Server One", 8), ("two", "Twin", 4, "Dinkes"))
    assert outcomes(found) == [Outcome.CREATE, Outcome.CHANGE, Outcome.SAME]
    change = found.rows[1].changes[0]
    assert (change.name, change.before, change.after) == ("cores", 4, 8)


def test_blank_cells_change_nothing():
    assert outcomes(run(("two", "", "-", None))) == [Outcome.SAME]


def test_row_without_identifier_is_known_by_its_name():
    found = run(("", "SERVER one", 8))
    assert (found.rows[0].outcome, found.rows[0].pk) == (Outcome.CHANGE, 1)


def test_name_of_several_rows_is_refused():
    found = run(("", "Twin", 8))
    assert outcomes(found) == [Outcome.REFUSED]


def test_new_row_without_what_it_needs_is_refused_with_every_lack():
    found = run(("five", "", "many"))
    assert outcomes(found) == [Outcome.REFUSED]
    assert {finding.key for finding in found.findings if finding.severity is Severity.ERROR} == {
        "name",
        "cores",
    }


def test_cell_not_understood_is_left_out_and_reported_with_its_place():
    found = run(("one", "Server One", 4, "Dinas Entah"))
    assert outcomes(found) == [Outcome.SAME]
    (finding,) = found.findings
    assert (finding.line, finding.column, finding.severity) == (2, 4, Severity.WARNING)
    assert "Dinas Entah" in str(finding)


def test_same_entry_twice_in_a_file_is_refused():
    found = run(("six", "Six", 1), ("SIX", "Six again", 2))
    assert outcomes(found) == [Outcome.CREATE, Outcome.REFUSED]
    assert "row 2" in str(found.findings[0])


def test_row_of_another_agency_is_refused_where_the_agency_is_fixed():
    found = run(("a", "A", 1, "dinkes"), ("b", "B", 1, "disdik"), ("c", "C", 1, ""), owner=7)
    assert outcomes(found) == [Outcome.CREATE, Outcome.REFUSED, Outcome.CREATE]
    assert found.rows[2].values["owner"] == 7


def test_numbering_under_the_headings_is_passed_over():
    assert outcomes(run(("(1)", "(2)", "(3)", "(4)"), ("one", "", 5))) == [Outcome.CHANGE]


def test_short_rows_are_read():
    assert outcomes(run(("one",))) == [Outcome.SAME]


def test_digest_tells_whether_two_runs_would_store_the_same():
    assert run(("one", "", 5)).digest == run(("one", "-", "5")).digest
    assert run(("one", "", 5)).digest != run(("one", "", 6)).digest


def test_same_finding_in_many_rows_is_told_once_with_all_rows_and_errors_first():
    found = run(("a", "A", 1, "Entah"), ("b", "B", 1, "Entah"), ("c", "", 1))
    told = [(group.finding.key, group.lines) for group in grouped(found.findings)]
    assert told == [("name", (4,)), ("owner", (2, 3))]
