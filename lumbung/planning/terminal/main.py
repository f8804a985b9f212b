"""`lumbung plan FILE`: the main job alone, without server or database.

Exit status: 0 there is a plan, 1 it could not be kept, 2 the input is wrong, 3 no plan was found.
"""

import json
from typing import Any

from lumbung.kit.errors import DocumentInvalid, LumbungError, gettext_noop
from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.plan_document import dump_result
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.scenario_reading import read_scenario_with_findings
from lumbung.planning.files.xlsx_export import plan_workbook
from lumbung.planning.terminal.arguments import Arguments, output_findings, parse_arguments
from lumbung.planning.terminal.files import read_input, write_output
from lumbung.planning.terminal.planning_run import plan_scenario
from lumbung.planning.terminal.screen import Screen
from lumbung.planning.terminal.summary import print_summary
from lumbung.planning.terminal.watching import Watcher

DONE, FAILED, WRONG_INPUT, NO_PLAN = 0, 1, 2, 3


def plan_command(argv: list[str]) -> int:
    arguments = parse_arguments(argv)
    screen = Screen(arguments.language, stdout_is_taken=arguments.json_to_stdout)
    try:
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
    scenario, warnings = read_scenario_with_findings(content, file=arguments.file)
    screen.tell_findings(warnings)
    with Watcher(screen) as watcher:
        result = plan_scenario(scenario, arguments, watcher)
    print_summary(screen.answer, scenario, result, arguments.language)
    if not _keep_answers(arguments, screen, scenario, result):
        return FAILED
    return DONE if result.plan else NO_PLAN


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


def _keep_answers(
    arguments: Arguments, screen: Screen, scenario: Scenario, result: SolveResult
) -> bool:
    answers: list[tuple[str, bytes]] = []
    if arguments.json is not None:
        answers.append((arguments.json, json_bytes(dump_result(result))))
    if arguments.xlsx is not None:
        language = arguments.language.code
        answers.append((arguments.xlsx, plan_workbook(scenario, result, language=language)))
    kept = [_keep(screen, path, content) for path, content in answers]
    return all(kept)


def json_bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _keep(screen: Screen, path: str, content: bytes) -> bool:
    try:
        write_output(path, content)
    except OSError as error:
        screen.tell(
            gettext_noop("%(path)s could not be written: %(reason)s."),
            path=path,
            reason=error.strerror or error,
        )
        return False
    if path != "-":
        screen.tell(gettext_noop("Written: %(path)s"), path=path)
    return True
