"""Why a need stays unserved, and the cheapest change of means that would serve it beside the plan.

Each need is asked on its own: the plan stays where it stands, one of the need's options must be
added with all it requires, and every mean can be had at a price. No unsatisfiable cores: those of
the solver are not reliable (or-tools issues 5141, 5295). Every claim is replayed: the changes are
made to the scenario, and the plan that results passes the independent checker.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum

from lumbung.planning.domain.changing import with_changes
from lumbung.planning.domain.checker import check_plan
from lumbung.planning.domain.draft import Ground
from lumbung.planning.domain.greedy import plan_in_order
from lumbung.planning.domain.model.beside import Beside
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.plan import (
    MeansChange,
    SolveProgress,
    UnmetCause,
    UnmetNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.search import Outcome, Watch, run
from lumbung.planning.domain.solving import PlanInvalid

UNITS_PER_SECOND = 0.25
FIRST_SHARE = 0.7
BINDING_SHARE = 0.2
MOST_UNITS = 1.0
SEARCH = ("core", "default_lp", "reduced_costs")


class Stage(StrEnum):
    EXPLAINING = "explaining"


def explain_unmet(
    scenario: Scenario,
    plan: WorkPlan,
    *,
    time_limit_s: float = 40.0,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[SolveProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[UnmetNeed, ...]:
    """One entry per need that the plan leaves unserved, in the order of the scenario.

    What is not reached in the time given is UNDECIDED. Raises PlanInvalid where a change that the
    model claims to suffice does not hold before the checker.
    """
    explanation = _Explanation(scenario, plan, time_limit_s, seed, workers)
    explanation.watch_with(on_progress, should_stop or (lambda: False))
    return explanation.run()


class _Explanation:
    def __init__(
        self, scenario: Scenario, plan: WorkPlan, time_limit_s: float, seed: int, workers: int
    ) -> None:
        self.scenario = scenario
        self.plan = plan
        self.instance = Instance(scenario)
        self.time_limit_s = time_limit_s
        self.seed = seed
        self.workers = workers
        self.asked = 0
        served = {item.need for item in plan.served}
        self.unmet = [need.id for need in scenario.needs if need.id not in served]

    def watch_with(
        self, on_progress: Callable[[SolveProgress], None] | None, should_stop: Callable[[], bool]
    ) -> None:
        def tick(elapsed_s: float) -> None:
            if on_progress:
                fraction = self.asked / max(1, len(self.unmet))
                on_progress(SolveProgress(Stage.EXPLAINING.value, elapsed_s, fraction))

        self.watch = Watch(self.time_limit_s, tick, should_stop)

    def run(self) -> tuple[UnmetNeed, ...]:
        found = []
        for need in self.unmet:
            found.append(self._explain(need))
            self.asked += 1
        return tuple(found)

    def _explain(self, need: str) -> UnmetNeed:
        servers = [option.id for option, _ in self.instance.servers_of_need[need]]
        if not servers:
            return UnmetNeed(need, UnmetCause.NO_OPTION)
        if all(earliest_with_required(self.instance)[o] > self.instance.weeks for o in servers):
            return UnmetNeed(need, UnmetCause.TOO_LATE)
        if self.watch.is_over():
            return UnmetNeed(need, UnmetCause.UNDECIDED)
        beside = Beside(self.scenario, self.plan, need)
        if not beside.candidates:
            return UnmetNeed(need, UnmetCause.CONFLICT)
        outcome = self._run(beside, share=FIRST_SHARE)
        if outcome.has_solution:
            return self._with_means(beside, outcome)
        if outcome.is_infeasible:  # whatever the means: what is chosen leaves no place for it
            is_servable = self._is_servable_alone(need, beside.candidates)
            cause = UnmetCause.NOT_WORTH if is_servable else UnmetCause.CONFLICT
            return UnmetNeed(need, cause)
        return UnmetNeed(need, UnmetCause.UNDECIDED)

    def _run(self, beside: Beside, *, share: float = 1.0) -> Outcome:
        """Asks within the need's share of the budget; on a slow machine, of the time that is left,
        so that no need starves the ones after it."""
        budget = self.time_limit_s * UNITS_PER_SECOND / max(1, len(self.unmet))
        left_s = self.time_limit_s - self.watch.elapsed_s
        turn_s = share * left_s / max(1, len(self.unmet) - self.asked)
        return run(
            beside.city.model,
            self.watch,
            budget=min(budget, MOST_UNITS) * share,
            seed=self.seed,
            workers=self.workers,
            searches=SEARCH,
            until_s=self.watch.elapsed_s + turn_s,
        )

    def _with_means(self, beside: Beside, outcome: Outcome) -> UnmetNeed:
        """Reads the changes, makes them, and judges the plan that results as any other."""
        changes = beside.changes(outcome.solver.value)
        added = beside.plan(outcome.solver.value)
        self._verify(beside.need, changes, added)
        option = next(item.option for item in added.served if item.need == beside.need)
        if not changes:  # the plan itself could serve it: the search for the plan was cut short
            return UnmetNeed(beside.need, UnmetCause.UNDECIDED, option=option)
        return UnmetNeed(
            beside.need,
            UnmetCause.MEANS,
            binding=tuple(self._binding(beside, changes)),
            changes=changes,
            option=option,
            is_cheapest=outcome.is_optimal,
        )

    def _verify(self, need: str, changes: tuple[MeansChange, ...], added: WorkPlan) -> None:
        violations = check_plan(with_changes(self.scenario, changes), added)
        if violations:
            raise PlanInvalid(count=len(violations), first=violations[0])
        before, after = ({item.need: item.option for item in p.served} for p in (self.plan, added))
        if need not in after or not before.items() <= after.items():
            raise PlanInvalid(count=1, first=f"{need} is not served beside the rest")

    def _binding(self, beside: Beside, changes: tuple[MeansChange, ...]) -> Iterable[str]:
        """The means without which, all others being had at will, the need could not be served."""
        for mean in dict.fromkeys((change.kind, change.id) for change in changes):
            if self.watch.is_over():
                return
            with beside.without(*mean):
                if self._run(beside, share=BINDING_SHARE).is_infeasible:
                    yield mean[1]

    def _is_servable_alone(self, need: str, candidates: Iterable[str]) -> bool:
        """Whether the means suffice when nothing else is done."""
        alone = plan_in_order(Ground(self.instance), candidates)
        return any(item.need == need for item in alone.served)


def earliest_with_required(instance: Instance) -> dict[str, int]:
    """By option: the earliest go-live with unlimited means, what it requires coming first."""
    found: dict[str, int] = {}

    def earliest(option: str) -> int:
        if option not in found:
            found[option] = instance.weeks + 1  # stands for a circle, which cannot be
            wanted = instance.scenario.option[option]
            weeks = [instance.earliest_live[option]]
            weeks += [earliest(other) for other in wanted.requires_options]
            for need in wanted.requires_needs:
                servers = instance.servers_of_need[need]
                weeks.append(min((earliest(o.id) for o, _ in servers), default=instance.weeks + 1))
            found[option] = max(weeks)
        return found[option]

    return {option.id: earliest(option.id) for option in instance.scenario.options}
