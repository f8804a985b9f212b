"""Solving in the background: queued by pages and API, run by `lumbung work`.

The solver runs outside any transaction. A thread of its own writes progress and the sign of life
once a second and asks whether to stop, so that neither depends on how often the solver looks up.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from lumbung.core.models import User
from lumbung.core.schedule import schedule
from lumbung.core.signals import worker_starting
from lumbung.planning import actions
from lumbung.planning.actions import Attempt, SolveSettings
from lumbung.planning.domain.plan import SolveProgress
from lumbung.planning.models import Plan
from lumbung.planning.scenario_building import FrozenScenario, thaw

logger = logging.getLogger(__name__)
BEAT_S = 1.0
Onlooker = Callable[[SolveProgress], None]


@task()
def solve_plan(plan_id: int) -> None:
    """Safe to run twice: a plan that is finished, or in a living worker's hands, is left alone."""
    run_plan(plan_id)


def run_plan(plan_id: int, *, onlooker: Onlooker | None = None) -> None:
    """What the job does, here and now; `onlooker` is told whatever the database is told."""
    attempt = actions.begin_solving(plan_id)
    if attempt is None:
        return
    try:
        _solve(attempt, onlooker)
    except Exception as error:
        logger.exception("plan %s failed", plan_id)
        actions.fail_plan(attempt, f"{type(error).__name__}: {error}")


def _solve(attempt: Attempt, onlooker: Onlooker | None) -> None:
    # Here and not above: pages and API queue jobs and should not carry the solver in memory.
    from lumbung.planning.domain.answering import answer_scenario

    scenario = thaw(attempt.scenario)
    with Watch(attempt, onlooker=onlooker) as watch:
        result = answer_scenario(
            scenario,
            time_limit_s=attempt.settings.time_limit_s,
            seed=attempt.settings.seed,
            workers=attempt.settings.workers,
            on_progress=watch.note,
            should_stop=watch.should_stop,
            on_plan=partial(actions.record_best, attempt, scenario),
        )
    actions.finish_plan(attempt, scenario, result)


class Watch:
    """Keeps the database informed while the solver works. `note` and `should_stop` may be called
    from any thread, as often as one likes: they touch no database."""

    def __init__(
        self, attempt: Attempt, beat_s: float = BEAT_S, *, onlooker: Onlooker | None = None
    ) -> None:
        self._attempt = attempt
        self._onlooker = onlooker
        self._beat_s = beat_s
        self._latest: SolveProgress | None = None
        self._ended = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="plan-watch", daemon=True)

    def note(self, progress: SolveProgress) -> None:
        """Progress that tells no levels keeps those told before."""
        if not progress.levels and self._latest is not None:
            progress = replace(progress, levels=self._latest.levels)
        self._latest = progress
        if self._onlooker:
            self._onlooker(progress)

    def should_stop(self) -> bool:
        return self._stop.is_set()

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._ended.wait(self._beat_s):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            if not actions.record_progress(self._attempt, self._latest):
                self._stop.set()
        except DatabaseError:  # a locked or restarting database: the next beat tries again
            logger.warning("plan %s: progress not written", self._attempt.plan_id, exc_info=True)


def start_plan(
    name: str,
    scenario: FrozenScenario,
    solve_settings: SolveSettings | None = None,
    *,
    by: User | None,
) -> Plan:
    """Freezes the question and queues the work, both or neither."""
    with transaction.atomic():
        plan = actions.create_plan(name, scenario, solve_settings or default_settings(), by=by)
        solve_plan.enqueue(plan.pk)
    return plan


def solve_again(plan: Plan, *, by: User | None) -> None:
    """Queues a failed or cancelled plan once more."""
    with transaction.atomic():
        actions.requeue_plan(plan, by=by)
        solve_plan.enqueue(plan.pk)


def default_settings() -> SolveSettings:
    return SolveSettings(time_limit_s=settings.SOLVE_TIME_LIMIT_S, workers=settings.SOLVE_WORKERS)


def recover_plans(**signal: object) -> None:
    """At a worker's start: plans that a dead worker left are queued again. One whose last sign of
    life is fresh is looked at once more when it would be stale."""
    for plan in Plan.objects.filter(state__in=(Plan.State.QUEUED, Plan.State.SOLVING)):
        wait = plan.state == Plan.State.SOLVING
        run_after = timezone.now() + actions.DEAD_AFTER if wait else None
        solve_plan.using(run_after=run_after).enqueue(plan.pk)


@task()
def tell_region_summary() -> None:
    """Once an hour: offers, adoptions and our hubs change without any need changing."""
    actions.tell_region_summary()


def connect_recovery() -> None:
    worker_starting.connect(recover_plans, dispatch_uid="planning.recover_plans")
    schedule(
        "tell-region-summary",
        tell_region_summary,
        every=timedelta(hours=1),
        title=_("Tell our hub how our needs stand"),
    )
