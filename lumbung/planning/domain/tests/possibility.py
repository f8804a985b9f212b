"""Could these needs be served at once, by any plan at all? By trying everything, as `brute_force`
does, and with more means where asked; knows nothing of how the solver adds means."""

from collections.abc import Iterable
from dataclasses import replace

from lumbung.planning.domain.plan import MeansChange, MeansKind
from lumbung.planning.domain.scenario import BudgetLine, Capacity, Option, Scenario, Server
from lumbung.planning.domain.tests.brute_force import BruteForce, Work, subsets


class Found(Exception):
    """A plan that serves them all."""


class Possibility(BruteForce):
    def __init__(self, scenario: Scenario, needs: Iterable[str]) -> None:
        super().__init__(scenario)
        self.wanted = set(needs)

    def is_possible(self) -> bool:
        try:
            self.search()
        except Found:
            return True
        return False

    def add_staff(self, change: MeansChange) -> None:
        """Evenly over the working days of the weeks named."""
        role = change.id.rpartition("/")[0]
        weeks = range(change.from_week, change.until_week)
        days = sum(self.calendar.working_days(week) for week in weeks)
        assert change.amount % days == 0
        for week in weeks:
            more = change.amount // days * self.calendar.working_days(week)
            self.capacity[role, week] += more

    def search(self) -> None:
        for chosen in subsets(self.scenario.options):
            served = {need for option in chosen for need in self._fits(option)}
            if self.wanted <= served and self._goes_together(chosen):
                ids = {option.id for option in chosen}
                todo = [one for one in self.scenario.activities if ids & set(one.options)]
                for work in self._works(chosen, todo, Work()):
                    self._judge(chosen, work)

    def _judge(self, chosen: tuple[Option, ...], work: Work) -> None:
        live = self._live(chosen, work)
        paid = self._paid(chosen, work, live)
        if (
            paid is not None
            and any(self.wanted <= by.keys() for by in self._services(chosen, live))
            and any(True for _ in self._hostings(chosen, live, paid))
        ):
            raise Found


def could_serve(
    scenario: Scenario, needs: Iterable[str], changes: Iterable[MeansChange] = ()
) -> bool:
    """Whether a valid plan serves all of `needs`, the means changed as told."""
    staff = []
    for change in changes:
        if change.kind == MeansKind.MONEY:
            year, code = change.id.split("/")
            line = BudgetLine(int(year), code, change.amount)
            scenario = replace(scenario, budget=(*scenario.budget, line))
        elif change.kind == MeansKind.SERVER:
            scenario = replace(scenario, servers=(*scenario.servers, *_pieces(scenario, change)))
        elif change.kind == MeansKind.STAFF:
            staff.append(change)
    possibility = Possibility(scenario, needs)
    for change in staff:
        possibility.add_staff(change)
    return possibility.is_possible()


def _pieces(scenario: Scenario, change: MeansChange) -> list[Server]:
    kind = next(kind for kind in scenario.purchases if kind.id == change.id)
    return [
        Server(f"more-{n}", kind.name, kind.total, Capacity(), kind.kept_free_percent)
        for n in range(change.amount)
    ]
