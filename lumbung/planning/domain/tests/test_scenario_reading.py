"""Reading and writing scenario.yml: one file a rule under testdata/, findings compared whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbung.kit.documents import read_document
from lumbung.kit.errors import DocumentInvalid, Severity
from lumbung.planning.domain.scenario import Activity, Scenario
from lumbung.planning.domain.scenario_document import ScenarioDocument
from lumbung.planning.domain.scenario_reading import (
    read_scenario,
    read_scenario_with_findings,
    scenario_from_document,
)
from lumbung.planning.domain.scenario_writing import document_from_scenario, dump_scenario
from lumbung.planning.domain.tests.strategies import small_scenarios

TESTDATA = Path(__file__).parent / "testdata"
SMALL = (TESTDATA / "valid/small.yml").read_text(encoding="utf-8")


def files(folder: str) -> list[Path]:
    return sorted((TESTDATA / folder).glob("*.yml"))


def told(file: Path) -> str:
    return file.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", files("invalid"), ids=lambda file: file.stem)
def test_invalid_scenario_is_refused_with_every_finding(file: Path) -> None:
    with pytest.raises(DocumentInvalid) as refusal:
        read_scenario(file.read_bytes(), file=file.name)
    assert "".join(f"{finding}\n" for finding in refusal.value.findings) == told(file)


@pytest.mark.parametrize("file", files("valid_with_warnings"), ids=lambda file: file.stem)
def test_doubtful_scenario_is_read_with_warnings(file: Path) -> None:
    scenario, findings = read_scenario_with_findings(file.read_bytes(), file=file.name)
    assert scenario.options
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    assert "".join(f"{finding}\n" for finding in findings) == told(file)


@pytest.mark.parametrize("file", files("valid"), ids=lambda file: file.stem)
def test_valid_scenario_survives_writing_and_reading(file: Path) -> None:
    scenario, findings = read_scenario_with_findings(file.read_bytes(), file=file.name)
    assert findings == ()
    assert read_scenario(dump_scenario(scenario), file="dumped.yml") == scenario


@settings(max_examples=25, deadline=None)
@given(scenario=small_scenarios())
def test_writing_then_reading_gives_the_same_scenario(scenario: Scenario) -> None:
    document = document_from_scenario(scenario)
    read = read_document(dump_scenario(scenario), ScenarioDocument, file="dumped.yml")
    assert read == document
    ordered = scenario_from_document(read)  # shared activities first, then each option's own
    assert in_one_order(ordered) == in_one_order(scenario)
    assert replace(ordered, activities=scenario.activities) == scenario


def in_one_order(scenario: Scenario) -> dict[str, Activity]:
    return {
        activity.id: replace(activity, options=tuple(sorted(activity.options)))
        for activity in scenario.activities
    }


def test_units_become_whole_numbers() -> None:
    scenario = read_scenario(SMALL, file="small.yml")
    assert scenario.activity["adopsi/pasang"].effort[0].decidays == 35
    assert scenario.staff[0].decidays_per_week == 25
    assert scenario.activity["pks-sumedang"].options == ("adopsi",)
    assert scenario.activity["adopsi/pasang"].after[0].lag_weeks == 1


def test_large_file_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(DocumentInvalid, match=r"big\.yml"):
        read_scenario(b"# " + b"x" * 50_000_000, file="big.yml")


def test_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(DocumentInvalid) as refusal:
        read_scenario(bomb, file="bomb.yml")
    assert "Aliases" in str(refusal.value.findings[0])


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(DocumentInvalid):
        read_scenario("[" * 100_000, file="deep.yml")


@given(st.text() | st.binary())
def test_no_input_breaks_the_reader(text: str | bytes) -> None:
    with pytest.raises(DocumentInvalid):
        read_scenario(text, file="any.yml")


@settings(max_examples=200)
@given(
    start=st.integers(0, len(SMALL)),
    length=st.integers(0, 60),
    inserted=st.text(alphabet="{}[]:,-&*!|>'\"#% \n\tabc019.é", max_size=12),
)
def test_damaged_file_is_read_or_refused(start: int, length: int, inserted: str) -> None:
    damaged = SMALL[:start] + inserted + SMALL[start + length :]
    try:
        read_scenario(damaged, file="damaged.yml")
    except DocumentInvalid as refusal:
        assert all(finding.line >= 1 for finding in refusal.findings)
