"""One scenario from file to result: read, solved, its unmet needs explained, all under watch."""

from dataclasses import dataclass

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.answering import answer_scenario
from lumbung.planning.domain.plan import LevelName, SolveProgress, SolveResult
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.solving import PlanInvalid, Stage
from lumbung.planning.terminal.arguments import Arguments
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.screen import Screen
from lumbung.planning.terminal.watching import Watcher

EXPLAINING = gettext_noop("Finding out why needs stay unmet")
STAGES: dict[str, str] = {
    Stage.FIRST_PLAN: gettext_noop("Making a first plan"),
    Stage.MISSES: gettext_noop("Keeping mandatory needs and deadlines"),
    Stage.COVERAGE: gettext_noop("Serving as much as the means allow"),
    Stage.COST: gettext_noop("Spending less for the same service"),
    Stage.SERVICE: gettext_noop("Going live earlier"),
    Stage.LOAD: gettext_noop("Evening out the work"),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns the solver's progress into words on the watcher's bar."""

    watcher: Watcher
    language: Language

    def solving(self, progress: SolveProgress) -> None:
        """Of solving, and of explaining what stays unserved, which follows it."""
        stage = self.language.gettext(STAGES.get(progress.stage, EXPLAINING))
        best = "" if progress.stage not in STAGES else self._best(progress)
        self.watcher.show(stage, progress.fraction, best)

    def _best(self, progress: SolveProgress) -> str:
        coverage = next(
            (level for level in progress.levels if level.name == LevelName.COVERAGE), None
        )
        if coverage is None:
            return self.language.gettext("no plan yet")
        facts = {"points": self.language.number(coverage.value)}
        if coverage.gap is None:
            return self.language.filled(gettext_noop("coverage %(points)s"), facts)
        facts["gap"] = self.language.percent(100 * coverage.gap)
        return self.language.filled(gettext_noop("coverage %(points)s, gap %(gap)s"), facts)


def plan_scenario(scenario: Scenario, arguments: Arguments, screen: Screen) -> SolveResult:
    """The best plan found, with the reasons for what it leaves unserved; whatever happens while
    these are looked for, the plan is kept."""
    plans: list[SolveResult] = []
    with Watcher(screen) as watcher:
        try:
            return answer_scenario(
                scenario,
                time_limit_s=arguments.time_limit_s,
                seed=arguments.seed,
                workers=arguments.workers,
                on_progress=Teller(watcher, arguments.language).solving,
                should_stop=watcher.should_stop,
                on_plan=plans.append,
            )
        except (KeyboardInterrupt, PlanInvalid) as error:
            if not plans:
                raise
            if isinstance(error, PlanInvalid):
                screen.tell_error(error)
    return plans[0]
