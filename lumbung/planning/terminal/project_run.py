"""One PSPLIB project from file to answer: solved under watch, told in words and as JSON.

The JSON's format is "lumbung-rcpsp/1"; jobs and modes are numbered from 1 there, as in the file.
"""

from typing import Any

from rich.console import Console

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.psplib import Project
from lumbung.planning.domain.rcpsp import RcpspProgress, RcpspResult, solve_rcpsp
from lumbung.planning.domain.wording import STATUSES
from lumbung.planning.terminal.arguments import Arguments
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.summary.proof import record_sentence
from lumbung.planning.terminal.summary.tables import Column, new_table
from lumbung.planning.terminal.watching import Watcher

FORMAT = "lumbung-rcpsp/1"


def plan_project(project: Project, arguments: Arguments, watcher: Watcher) -> RcpspResult:
    language = arguments.language
    stage = language.gettext("Looking for the shortest schedule")

    def tell(progress: RcpspProgress) -> None:
        best = language.gettext("no plan yet")
        if progress.makespan is not None:
            facts = {"makespan": progress.makespan, "bound": progress.bound}
            best = language.filled(gettext_noop("makespan %(makespan)s, bound %(bound)s"), facts)
        watcher.show(stage, progress.fraction, best)

    return solve_rcpsp(
        project,
        time_limit_s=arguments.time_limit_s,
        seed=arguments.seed,
        workers=arguments.workers,
        on_progress=tell,
        should_stop=watcher.should_stop,
    )


def dump_schedule(result: RcpspResult) -> dict[str, Any]:
    """Plain values in a fixed order; `objective` is the makespan, null without a schedule."""
    record = result.record
    return {
        "format": FORMAT,
        "status": result.status.value,
        "objective": result.makespan,
        "bound": result.bound,
        "makespan": result.makespan,
        "starts": {str(job): start for job, start in enumerate(result.starts, start=1)},
        "modes": {str(job): mode + 1 for job, mode in enumerate(result.modes, start=1)},
        "record": {
            "seed": record.seed,
            "workers": record.workers,
            "time_limit_s": record.time_limit_s,
            "elapsed_s": record.elapsed_s,
            "first_plan_s": record.first_plan_s,
            "solver": record.solver,
            "project_sha256": record.scenario_sha256,
            "is_reproducible": record.is_reproducible,
            "interrupted": record.interrupted,
        },
    }


def print_schedule(
    console: Console, file: str, project: Project, result: RcpspResult, language: Language
) -> None:
    facts = {"file": file, "jobs": len(project.jobs)}
    console.print()
    title = language.filled(gettext_noop("Project %(file)s, %(jobs)s jobs"), facts)
    console.print(title, style="bold")
    console.print(language.gettext(STATUSES[result.status]))
    if result.makespan is not None:
        facts = {"makespan": result.makespan, "bound": result.bound or 0}
        sentence = gettext_noop("Makespan %(makespan)s; no schedule is shorter than %(bound)s.")
        console.print(language.filled(sentence, facts))
        _print_jobs(console, project, result, language)
    console.print()
    console.print(record_sentence(result.record, language), style="dim")


def _print_jobs(
    console: Console, project: Project, result: RcpspResult, language: Language
) -> None:
    _ = language.gettext
    headings = (_("Job"), _("Mode"), _("Start"), _("End"))
    table = new_table(_("Schedule"), [(heading, Column.NUMBER) for heading in headings])
    jobs = zip(project.jobs, result.starts, result.modes, strict=True)
    rows = [
        (start, start + job.modes[mode].duration, number, mode + 1)
        for number, (job, start, mode) in enumerate(jobs, start=1)
    ]
    for start, end, number, mode in sorted(rows):
        table.add_row(str(number), str(mode), str(start), str(end))
    console.print()
    console.print(table)
