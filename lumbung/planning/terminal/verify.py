"""`lumbung plan verify FILE`: judges a plan file with the independent checker, offline.

Exit status: 0 everything holds, 1 something does not, 2 the file cannot be read.
"""

from lumbung.kit.errors import DocumentInvalid, gettext_noop
from lumbung.planning.domain.plan import Level
from lumbung.planning.domain.plan_file import Verification, verify_plan_file
from lumbung.planning.domain.wording import LEVELS
from lumbung.planning.terminal.files import read_input
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.parser import WRONG_INPUT, Parser, language_code
from lumbung.planning.terminal.screen import Screen

HOLDS, DOES_NOT_HOLD = 0, 1


def verify_command(argv: list[str]) -> int:
    language = Language(language_code(argv))
    file = _parser(language).parse_args(argv).file
    screen = Screen(language, stdout_is_taken=False)
    try:
        verification = verify_plan_file(read_input(file), file=file)
    except DocumentInvalid as refused:
        screen.tell_findings(refused.findings)
        return WRONG_INPUT
    _tell(screen, file, verification)
    return HOLDS if verification.holds else DOES_NOT_HOLD


def _parser(language: Language) -> Parser:
    told = language.gettext(
        "Judges a plan written by `lumbung plan FILE --json OUT`: every rule, every figure of the "
        "objective, and that the assumptions are those that were solved. Exit status: 0 all "
        "holds, 1 something does not, 2 the file cannot be read."
    )
    parser = Parser(language, prog="lumbung plan verify", description=told)
    parser.add_argument("file", metavar="FILE", help=language.gettext("the plan as JSON"))
    parser.add_language()
    return parser


def _tell(screen: Screen, file: str, found: Verification) -> None:
    for violation in found.violations:
        screen.answer_line(violation.message, **dict(violation.facts))
    if not found.is_same_scenario:
        screen.answer_line(
            gettext_noop("The assumptions in the file are not those that were solved (SHA-256).")
        )
    if not found.holds:
        screen.answer_line(gettext_noop("%(file)s: the plan does not hold."), file=file)
        return
    screen.answer_line(gettext_noop("%(file)s: the plan keeps every rule."), file=file)
    for level in found.result.levels:
        _tell_level(screen, level)
    screen.answer_line(
        gettext_noop(
            "Values were computed anew; bounds are the solver's claim (%(solver)s, seed %(seed)s)."
        ),
        solver=found.result.record.solver,
        seed=found.result.record.seed,
    )


def _tell_level(screen: Screen, level: Level) -> None:
    number = screen.language.number
    screen.answer_line(
        gettext_noop("  %(level)s: %(value)s, bound %(bound)s"),
        level=screen.language.gettext(LEVELS[level.name]),
        value=number(level.value),
        bound="–" if level.bound is None else number(level.bound),
    )
