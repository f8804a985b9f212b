"""The answer survives its JSON, whole and in order; anything else is told, never a crash."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.errors import DocumentInvalid
from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetNeed,
    WorkPlan,
)
from lumbung.planning.domain.plan_document import dump_result, read_result
from lumbung.planning.domain.tests.small_city import PLAN

RECORD = SolveRecord(1, 2, 60.0, 3.5, "ortools 9.14.6206", "0" * 64, 0.2)
LEVELS = (
    Level(LevelName.MISSES, 0, 0, False),
    Level(LevelName.COVERAGE, 4_000, 5_000, True),
)
RESULT = SolveResult(SolveStatus.FEASIBLE, RECORD, PLAN, LEVELS)
SEED_9_AS_TEXT = {**dump_result(RESULT), "record": {**dump_result(RESULT)["record"], "seed": "9"}}

finite = st.floats(0, 1e6)
whole = st.integers(-(2**53), 2**53)
words = st.text(max_size=8)


@st.composite
def results(draw) -> SolveResult:
    status = draw(st.sampled_from(SolveStatus))
    has_plan = status in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}
    record = st.builds(
        SolveRecord,
        seed=whole,
        workers=whole,
        time_limit_s=finite,
        elapsed_s=finite,
        solver=words,
        scenario_sha256=words,
        first_plan_s=st.none() | finite,
        is_reproducible=st.booleans(),
        interrupted=st.booleans(),
    )
    names = draw(st.lists(st.sampled_from(LevelName), unique=True))
    levels = tuple(
        Level(name, draw(whole), draw(st.none() | whole), draw(st.booleans())) for name in names
    )
    unmet = tuple(draw(st.lists(st.from_type(UnmetNeed), max_size=3)))
    plan = draw(st.from_type(WorkPlan)) if has_plan else None
    return SolveResult(status, draw(record), plan, levels, unmet)


@given(results())
def test_a_result_is_read_as_it_was_written(result: SolveResult) -> None:
    assert read_result(json.loads(json.dumps(dump_result(result)))) == result


def test_keys_stand_in_a_fixed_order_with_the_answer_first() -> None:
    document = dump_result(RESULT)
    assert list(document)[:4] == ["format", "status", "objective", "bound"]
    assert (document["objective"], document["bound"]) == (4_000, 5_000)
    assert document["levels"][1] == {
        "name": "coverage",
        "value": 4_000,
        "bound": 5_000,
        "maximise": True,
        "proven": False,
        "gap": 0.2,
    }


def test_without_a_plan_there_is_no_objective() -> None:
    document = dump_result(SolveResult(SolveStatus.UNKNOWN, RECORD))
    assert (document["objective"], document["bound"], document["decisions"]) == (None, None, None)


@pytest.mark.parametrize(
    ("document", "keys"),
    [
        ([], {"format"}),
        ({"format": "lumbung-plan/2"}, {"format"}),
        ({"format": "lumbung-plan/1"}, {"status", "record"}),
        ({**dump_result(RESULT), "objective": 7, "colour": "red"}, {"objective", "colour"}),
        ({**dump_result(RESULT), "decisions": None}, {"decisions"}),
        ({**dump_result(RESULT), "decisions": {"options": 3}}, {
            "decisions.options",
            "decisions.activities",
            "decisions.servers",
            "decisions.served",
        }),
        (SEED_9_AS_TEXT, {"record.seed"}),
    ],
)  # fmt: skip
def test_a_broken_document_tells_every_finding(document: object, keys: set[str]) -> None:
    with pytest.raises(DocumentInvalid) as refused:
        read_result(document)
    assert {finding.key for finding in refused.value.findings} == keys


json_values = st.recursive(
    st.none() | st.booleans() | whole | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(dump_result(RESULT))), json_values)
def test_no_document_crashes_the_reader(key: str, value: object) -> None:
    try:
        read_result({**dump_result(RESULT), key: value})
    except DocumentInvalid as refused:
        assert refused.findings
