"""What a treasurer reads, as whole text, in both languages."""

from dataclasses import replace
from io import StringIO

import pytest

from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    MeansChange,
    MeansKind,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetCause,
    UnmetNeed,
)
from lumbung.planning.domain.tests.small_city import CITY, PLAN
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.screen import console_on
from lumbung.planning.terminal.summary import print_summary
from lumbung.planning.terminal.tests.golden import assert_golden

RECORD = SolveRecord(7, 2, 60.0, 3.46, "ortools 9.14.6206", "0123456789abcdef" * 4, 0.2)
LEVELS = (
    Level(LevelName.MISSES, 0, 0, False),
    Level(LevelName.COVERAGE, 1_500, 1_600, True),
    Level(LevelName.COST, 150_000_000, 120_000_000, False),
    Level(LevelName.SERVICE, 4_500, 4_600, True),
    Level(LevelName.LOAD, 95, None, False),
)
UNMET = (
    UnmetNeed(
        "n-map",
        UnmetCause.MEANS,
        ("2026/5.2.02",),
        (
            MeansChange(MeansKind.MONEY, "2026/5.2.02", 220_000_000, 220_000_000),
            MeansChange(MeansKind.STAFF, "engineer/2026", 35, 1_750_000),
            MeansChange(MeansKind.SERVER, "big", 1, 60_000_000),
            MeansChange(MeansKind.TIME, "horizon", 3, 0),
        ),
        "map/build",
        is_cheapest=True,
    ),
    UnmetNeed("n-radio", UnmetCause.CONFLICT),
)
RESULT = SolveResult(SolveStatus.FEASIBLE, RECORD, PLAN, LEVELS, UNMET)


def printed(result: SolveResult, code: str) -> str:
    stream = StringIO()
    print_summary(console_on(stream), CITY, result, Language(code))
    return stream.getvalue()


@pytest.mark.parametrize("code", ["id", "en"])
def test_summary_of_the_small_city(code: str) -> None:
    assert_golden(f"summary.{code}.txt", printed(RESULT, code))


@pytest.mark.parametrize("code", ["id", "en"])
def test_without_a_plan_it_says_so_and_what_to_do(code: str) -> None:
    assert_golden(f"no_plan.{code}.txt", printed(SolveResult(SolveStatus.UNKNOWN, RECORD), code))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((Level(LevelName.MISSES, 3, -5, False),), "weight 3, at least 0 by proof"),
        (
            (Level(LevelName.COVERAGE, 90, 100, True),),
            "at most 10\N{NO-BREAK SPACE}% from",
        ),
        ((Level(LevelName.COST, 100, 90, False),), "its cost at most 10\N{NO-BREAK SPACE}% above"),
        ((Level(LevelName.LOAD, 100, 100, False),), "proven best: within these means"),
        ((Level(LevelName.SERVICE, 90, None, True),), "how far from the best is not known"),
    ],
)
def test_the_proof_says_how_far_the_best_may_be(levels: tuple[Level, ...], said: str) -> None:
    assert said in printed(replace(RESULT, levels=levels), "en")


def test_a_plan_stopped_or_cut_by_the_clock_says_so() -> None:
    stopped = replace(RESULT, record=replace(RECORD, interrupted=True))
    late = replace(RESULT, record=replace(RECORD, is_reproducible=False))
    assert "Stopped on request" in " ".join(printed(stopped, "en").split())
    assert "The clock ended it" in " ".join(printed(late, "en").split())


def test_names_from_the_file_cannot_steer_the_terminal() -> None:
    named = replace(CITY, name="Kota \x1b[31mMerah\x07 [bold]kecil[/bold]")
    stream = StringIO()
    print_summary(console_on(stream), named, RESULT, Language("en"))
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "[bold]kecil[/bold]" in stream.getvalue()
