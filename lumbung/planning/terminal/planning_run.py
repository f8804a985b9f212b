"""One scenario from file to result: read, solved, its unmet needs explained, all under watch."""

from dataclasses import dataclass

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.plan import LevelName, SolveProgress, SolveResult
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.solving import Stage, solve_scenario
from lumbung.planning.terminal.arguments import Arguments
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.watching import Watcher

STAGES = {
    Stage.FIRST_PLAN: gettext_noop("Making a first plan"),
    Stage.MISSES: gettext_noop("Keeping mandatory needs and deadlines"),
    Stage.SERVICE: gettext_noop("Serving as much as the means allow"),
    Stage.COST: gettext_noop("Spending less for the same service"),
    Stage.LOAD: gettext_noop("Evening out the work"),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns the solver's progress into words on the watcher's bar."""

    watcher: Watcher
    language: Language

    def solving(self, progress: SolveProgress) -> None:
        stage = self.language.gettext(STAGES[Stage(progress.stage)])
        self.watcher.show(stage, progress.fraction, self._best(progress))

    def _best(self, progress: SolveProgress) -> str:
        service = next(
            (level for level in progress.levels if level.name == LevelName.SERVICE), None
        )
        if service is None:
            return self.language.gettext("no plan yet")
        facts = {"points": self.language.number(service.value)}
        if service.gap is None:
            return self.language.filled(gettext_noop("service %(points)s"), facts)
        facts["gap"] = self.language.percent(100 * service.gap)
        return self.language.filled(gettext_noop("service %(points)s, gap %(gap)s"), facts)


def plan_scenario(scenario: Scenario, arguments: Arguments, watcher: Watcher) -> SolveResult:
    teller = Teller(watcher, arguments.language)
    return solve_scenario(
        scenario,
        time_limit_s=arguments.time_limit_s,
        seed=arguments.seed,
        workers=arguments.workers,
        on_progress=teller.solving,
        should_stop=watcher.should_stop,
    )
