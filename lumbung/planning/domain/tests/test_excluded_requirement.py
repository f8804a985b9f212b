"""An option that excludes the very one it needs is never chosen with it."""

from datetime import date

import pytest

from lumbung.planning.domain.calendar import Calendar, FiscalYear
from lumbung.planning.domain.checker import check_plan
from lumbung.planning.domain.plan import SolveStatus
from lumbung.planning.domain.scenario import (
    Agency,
    Need,
    Option,
    OptionKind,
    Scenario,
    Service,
)
from lumbung.planning.domain.solving import solve_scenario

YEAR = FiscalYear(2027, date(2027, 1, 1), date(2027, 12, 15))
NEEDS = (Need("n0", "Satu", "a", 1), Need("n1", "Dua", "a", 1))


@pytest.mark.parametrize("fit", [1, 100])
def test_option_is_not_chosen_with_the_one_it_needs_but_excludes(fit):
    needed = Option("o0", "Nol", OptionKind.BUY, (Service("n0", 50),))
    option = Option(
        "o1",
        "Satu",
        OptionKind.BUY,
        (Service("n1", fit),),
        requires_needs=("n0",),
        excludes=("o0",),
    )
    scenario = Scenario(
        "Kota",
        "61.72",
        Calendar(date(2027, 1, 4), 6, (YEAR,)),
        (Agency("a", "Dinas"),),
        NEEDS,
        (),
        (),
        (),
        (),
        (),
        (needed, option),
        (),
    )
    result = solve_scenario(scenario, time_limit_s=10, seed=1, workers=1)
    assert result.status == SolveStatus.OPTIMAL
    assert check_plan(scenario, result.plan) == ()
    assert [chosen.option for chosen in result.plan.options] == ["o0"]
