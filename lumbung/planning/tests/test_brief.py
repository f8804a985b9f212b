"""The plan in a few sentences, on the small city that can be reckoned by hand."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from lumbung.planning.brief import brief
from lumbung.planning.domain.figures import plan_figures
from lumbung.planning.domain.plan import (
    MeansChange,
    MeansKind,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetCause,
    UnmetNeed,
)
from lumbung.planning.domain.redaction import HiddenNames, redact
from lumbung.planning.domain.tests.small_city import CITY, PLAN

UNMET = (
    UnmetNeed("n-map", UnmetCause.MEANS, ("engineer/2026", "2027/5.1.02")),
    UnmetNeed("n-radio", UnmetCause.MEANS, ("2027/5.1.02",)),
)
RESULT = SolveResult(
    SolveStatus.FEASIBLE, SolveRecord(1, 1, 10.0, 1.0, "test", "00"), PLAN, (), UNMET
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def told(scenario=CITY, result=RESULT):
    return brief(scenario, result, plan_figures(scenario, result.plan))


def due(day):
    """The city with another deadline for the enrolment of pupils, live from 23 November 2026."""
    needs = [replace(n, deadline=day) if n.id == "n-school" else n for n in CITY.needs]
    return replace(CITY, needs=tuple(needs))


def test_what_is_live_is_told_by_year():
    # 22 of 25 in weight are live by week 10, and nothing follows.
    assert told()[0] == "Live at the end of each year, by weight: 88% (2026), 88% (2027)."


def test_kept_promises_are_told_in_one_sentence():
    assert told()[1] == "All 2 mandatory or dated needs are served in time."


def test_late_service_is_named_with_both_days():
    assert told(due(date(2026, 11, 1)))[1] == (
        "Not kept: Pendaftaran siswa (due 1 Nov 2026, live 23 Nov 2026)."
    )


def test_means_are_told_by_how_many_needs_they_keep_unserved():
    assert told()[-1] == (
        "What binds most: Budget 2027 of Jasa (5.1.02); Working days of Pranata komputer in 2026."
    )


def test_what_would_help_next_is_the_cheapest_change():
    dear = MeansChange(MeansKind.MONEY, "2027/5.1.02", 9_000_000, 9_000_000)
    cheap = MeansChange(MeansKind.MONEY, "2027/5.1.02", 2_000_000, 2_000_000)
    unmet = (
        replace(UNMET[0], changes=(dear,), option="map/build"),
        replace(UNMET[1], changes=(cheap,), option="radio/use"),
    )
    assert told(result=replace(RESULT, unmet=unmet))[-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Cheapest to serve next: Radio daerah. Rp 2 million more in the budget 2027 of Jasa "
        "(5.1.02) would serve it, by Pakai radio."
    )


def test_promise_to_another_agency_is_counted_without_its_name():
    hidden = HiddenNames("Other agencies", "Another need", "Another option", "Other work")
    scenario, result = redact(due(date(2026, 11, 1)), RESULT, agency="archive", hidden=hidden)
    sentences = told(scenario, result)
    assert "A promise to 1 need of another agency is not kept." in sentences
    assert not any("Pendaftaran" in sentence for sentence in sentences)
