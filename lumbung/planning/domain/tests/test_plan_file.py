"""A plan file tells the plan and its assumptions, and nothing in it can be bent unnoticed."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbung.kit.errors import DocumentInvalid
from lumbung.planning.domain.generating import generate_scenario
from lumbung.planning.domain.plan_file import dump_plan_file, read_plan_file, verify_plan_file
from lumbung.planning.domain.scenario_writing import scenario_sha256
from lumbung.planning.domain.solving import solve_scenario

SCENARIO = generate_scenario(4, agencies=3, needs=5, options=7, weeks=52, servers=2, roles=3)
RESULT = solve_scenario(SCENARIO, time_limit_s=3, workers=1)
DOCUMENT = json.dumps(dump_plan_file(SCENARIO, RESULT), ensure_ascii=False)


def changed(**changes: Any) -> dict[str, Any]:
    return {**json.loads(DOCUMENT), **changes}


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def test_what_was_written_is_read_and_holds() -> None:
    scenario, result = read_plan_file(DOCUMENT.encode(), file="plan.json")
    assert (scenario_sha256(scenario), result) == (scenario_sha256(SCENARIO), RESULT)
    assert verify_plan_file(DOCUMENT.encode(), file="plan.json").holds


def test_an_assumption_changed_afterwards_is_found() -> None:
    document = json.loads(DOCUMENT)
    document["scenario"]["budget"][0]["amount_idr"] += 1
    verification = verify_plan_file(as_bytes(document), file="plan.json")
    assert not verification.is_same_scenario
    assert not verification.holds


def test_a_decision_changed_afterwards_is_found() -> None:
    document = json.loads(DOCUMENT)
    activity = document["decisions"]["activities"][0]
    activity["end_week"] = activity["start_week"]
    verification = verify_plan_file(as_bytes(document), file="plan.json")
    assert verification.violations
    assert not verification.holds


def test_a_figure_changed_afterwards_is_found() -> None:
    document = json.loads(DOCUMENT)
    cost = next(level for level in document["levels"] if level["name"] == "cost")
    cost.update(value=cost["value"] - 1, bound=None, proven=False, gap=None)
    document["status"] = "feasible"
    verification = verify_plan_file(as_bytes(document), file="plan.json")
    assert [violation.rule for violation in verification.violations] == ["level-value"]


def test_a_plan_without_its_assumptions_is_refused() -> None:
    document = json.loads(DOCUMENT)
    del document["scenario"]
    with pytest.raises(DocumentInvalid) as refused:
        verify_plan_file(as_bytes(document), file="plan.json")
    assert [finding.key for finding in refused.value.findings] == ["scenario"]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{", b"[" * 100_000, b'{"format": 1}'])
def test_what_is_no_plan_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentInvalid):
        verify_plan_file(content, file="plan.json")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_value_taken_away_is_told(data: st.DataObject) -> None:
    document = json.loads(DOCUMENT)
    decisions = document["decisions"]
    kind = data.draw(st.sampled_from(sorted(key for key, rows in decisions.items() if rows)))
    decisions[kind].pop(data.draw(st.integers(0, len(decisions[kind]) - 1)))
    assert not verify_plan_file(as_bytes(document), file="plan.json").holds


def test_equal_scenarios_have_equal_hashes() -> None:
    again = generate_scenario(4, agencies=3, needs=5, options=7, weeks=52, servers=2, roles=3)
    other = generate_scenario(5, agencies=3, needs=5, options=7, weeks=52, servers=2, roles=3)
    assert scenario_sha256(again) == scenario_sha256(SCENARIO) != scenario_sha256(other)
