"""`lumbung plan FILE`: the main job alone, without server or database; `verify` and `generate`
beside it.

Exit status: 0 there is a plan, 1 it could not be kept, 2 the input is wrong, 3 no plan was found.
"""

import json
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lumbung.kit.errors import DocumentInvalid, Finding, LumbungError, gettext_noop
from lumbung.planning.domain.plan_file import dump_plan_file
from lumbung.planning.domain.psplib import read_psplib
from lumbung.planning.domain.scenario_reading import read_scenario_with_findings
from lumbung.planning.files.xlsx_export import plan_workbook
from lumbung.planning.terminal.arguments import STDOUT, Arguments, output_findings, parse_arguments
from lumbung.planning.terminal.files import is_psplib, read_input, write_output
from lumbung.planning.terminal.generate import generate_command
from lumbung.planning.terminal.planning_run import plan_scenario
from lumbung.planning.terminal.project_run import dump_schedule, plan_project, print_schedule
from lumbung.planning.terminal.screen import Screen
from lumbung.planning.terminal.summary import print_summary
from lumbung.planning.terminal.verify import verify_command
from lumbung.planning.terminal.watching import Watcher

DONE, FAILED, WRONG_INPUT, NO_PLAN = 0, 1, 2, 3


def plan_command(argv: list[str]) -> int:
    if argv[:1] in (["verify"], ["generate"]):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        command = verify_command if argv[0] == "verify" else generate_command
        return command(argv[1:])
    arguments = parse_arguments(argv)
    screen = Screen(arguments.language, stdout_is_taken=arguments.json_to_stdout)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # held back by lumbung.cli
        return _plan(arguments, screen)
    except DocumentInvalid as refused:
        screen.tell_refusal(refused, file=arguments.file)
        return WRONG_INPUT
    except LumbungError as error:
        screen.tell_error(error)
        return FAILED
    except KeyboardInterrupt:
        screen.tell(gettext_noop("Stopped before there was a plan."))
        return NO_PLAN


def _plan(arguments: Arguments, screen: Screen) -> int:
    content = _readable_input(arguments)
    if is_psplib(arguments.file, content):
        return _plan_project(content, arguments, screen)
    scenario, warnings = read_scenario_with_findings(content, file=arguments.file)
    screen.tell_findings(warnings)
    result = plan_scenario(scenario, arguments, screen)
    print_summary(screen.answer, scenario, result, arguments.language)
    answers = [(arguments.json, json_bytes(dump_plan_file(scenario, result)))]
    if arguments.xlsx is not None:
        workbook = plan_workbook(scenario, result, language=arguments.language.code)
        answers.append((arguments.xlsx, workbook))
    return _keep(screen, answers, has_plan=result.plan is not None)


def _plan_project(content: bytes, arguments: Arguments, screen: Screen) -> int:
    project = read_psplib(content, file=arguments.file)
    if arguments.xlsx is not None:
        message = gettext_noop("A spreadsheet can be made of scenarios only.")
        hint = gettext_noop("Use --json for PSPLIB files.")
        raise DocumentInvalid([Finding("--xlsx", message, hint, file=arguments.xlsx)])
    with Watcher(screen) as watcher:
        result = plan_project(project, arguments, watcher)
    name = Path(arguments.file).name
    print_schedule(screen.answer, name, project, result, arguments.language)
    answers = [(arguments.json, json_bytes(dump_schedule(result)))]
    return _keep(screen, answers, has_plan=result.makespan is not None)


def _readable_input(arguments: Arguments) -> bytes:
    """The input's content; what is wrong with input and outputs is told together."""
    findings = list(output_findings(arguments))
    try:
        content = read_input(arguments.file)
    except DocumentInvalid as refused:
        raise DocumentInvalid([*refused.findings, *findings], file=arguments.file) from None
    if findings:
        raise DocumentInvalid(findings, file=arguments.file)
    return content


def json_bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _keep(screen: Screen, answers: Iterable[tuple[str | None, bytes]], *, has_plan: bool) -> int:
    """Writes what was asked for; the exit status of the run."""
    kept = [_written(screen, path, content) for path, content in answers if path is not None]
    if not all(kept):
        return FAILED
    return DONE if has_plan else NO_PLAN


def _written(screen: Screen, path: str, content: bytes) -> bool:
    try:
        write_output(path, content)
    except OSError as error:
        screen.tell(
            gettext_noop("%(path)s could not be written: %(reason)s."),
            path=path,
            reason=error.strerror or error,
        )
        return False
    if path != STDOUT:
        screen.tell(gettext_noop("Written: %(path)s"), path=path)
    return True
