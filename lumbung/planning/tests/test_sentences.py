"""What a mayor reads: the proof of a plan, and why a need stays unmet."""

import pytest
from django.utils import translation

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
from lumbung.planning.sentences import level_words, proof_headline, unmet_words

RECORD = SolveRecord(1, 1, 10.0, 1.0, "test", "00")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def result(status, *levels):
    return SolveResult(status, RECORD, PLAN, levels)


def test_only_a_proven_plan_is_called_best():
    assert "Proven best" in proof_headline(result(SolveStatus.OPTIMAL))
    told = proof_headline(result(SolveStatus.FEASIBLE, Level(LevelName.COVERAGE, 10, 12, True)))
    assert "best" not in told.split(".")[0]


def test_service_proven_best_is_told_even_where_the_cost_is_not():
    levels = (Level(LevelName.MISSES, 0, 0, False), Level(LevelName.COVERAGE, 12, 12, True))
    assert "proven best in what it serves" in proof_headline(result(SolveStatus.FEASIBLE, *levels))


def test_distance_is_told_with_the_bound():
    words = level_words(Level(LevelName.COST, 200_000, 150_000, False))
    assert words.value == "200,000"
    assert words.proof == "no plan can do with less than 150,000 (25% away)"
    assert level_words(Level(LevelName.COST, 1, None, False)).proof == "no bound known"
    assert level_words(Level(LevelName.COST, 7, 7, False)).is_proven


def test_remedy_names_days_money_and_the_option_they_serve():
    changes = (
        MeansChange(MeansKind.STAFF, "engineer/2026", 400, 20_000_000),
        MeansChange(MeansKind.MONEY, "2027/5.1.02", 60_000_000, 60_000_000),
    )
    unmet = UnmetNeed(
        "n-map",
        UnmetCause.MEANS,
        ("engineer/2026", "2027/5.1.02", "big"),
        changes,
        "map/build",
        True,
    )
    words = unmet_words(CITY, unmet)
    assert words.agency == "Dinas Kesehatan"
    assert words.remedy.replace("\N{NO-BREAK SPACE}", " ") == (
        "40 more days of Pranata komputer in 2026 (worth Rp 20 million) and Rp 60 million more in "
        "the budget 2027 of Jasa (5.1.02) would serve it, by Bangun peta."
    )
    assert words.binding == (
        "Working days of Pranata komputer in 2026",
        "Budget 2027 of Jasa (5.1.02)",
        "Room on the servers (Besar)",
    )


def test_staff_is_told_by_the_weeks_in_which_it_is_needed():
    change = MeansChange(MeansKind.STAFF, "engineer/2026", 25, 1_000_000, from_week=2, until_week=4)
    words = unmet_words(CITY, UnmetNeed("n-map", UnmetCause.MEANS, (), (change,)))
    assert words.remedy.replace("\N{NO-BREAK SPACE}", " ") == (
        "2.5 more days of Pranata komputer from 19 Oct 2026 to 30 Oct 2026 (worth Rp 1 million) "
        "would serve it."
    )


def test_without_a_known_change_nothing_is_promised():
    words = unmet_words(CITY, UnmetNeed("n-radio", UnmetCause.NO_OPTION))
    assert (words.remedy, words.binding) == ("", ())


@pytest.mark.parametrize("cause", UnmetCause)
def test_every_cause_has_words(cause):
    assert unmet_words(CITY, UnmetNeed("n-map", cause)).reason
