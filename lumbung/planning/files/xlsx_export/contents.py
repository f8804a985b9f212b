"""What every sheet is made from, and the few words that all of them use."""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbung.planning.domain.figures import PlanFigures, plan_figures
from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Scenario
from lumbung.planning.files.words import Translate


@dataclass(frozen=True, slots=True)
class Contents:
    scenario: Scenario
    result: SolveResult
    figures: PlanFigures | None
    gettext: Translate

    @classmethod
    def of(cls, scenario: Scenario, result: SolveResult, gettext: Translate) -> "Contents":
        figures = plan_figures(scenario, result.plan) if result.plan else None
        return cls(scenario, result, figures, gettext)

    def example(self, is_example: bool) -> str:
        """The mark of a figure that rests on invented inputs."""
        return self.gettext("example") if is_example else ""

    def yes(self, truth: bool) -> str:
        return self.gettext("yes") if truth else ""

    def option_names(self, ids: Iterable[str]) -> str:
        return ", ".join(self.scenario.option[option].name for option in ids)

    def agency_names(self, ids: Iterable[str]) -> str:
        names = {agency.id: agency.name for agency in self.scenario.agencies}
        return ", ".join(names[agency] for agency in ids)

    @property
    def spending_title(self) -> str:
        """The sheet that formulas of other sheets point to."""
        return self.gettext("Spending")


def in_days(decidays: int) -> float:
    return decidays / DECIDAYS_PER_DAY
