"""`lumbung plan generate`: a contested made-up scenario from a seed, to try the planner on.

Sizes are those of PLANNING.md's city and province; every row is marked as an example.
"""

from typing import TypedDict

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.generating import generate_scenario
from lumbung.planning.domain.scenario_writing import dump_scenario
from lumbung.planning.terminal.arguments import STDOUT, seed
from lumbung.planning.terminal.files import write_output
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.parser import Parser, language_code
from lumbung.planning.terminal.screen import Screen

DONE, FAILED = 0, 1


class Size(TypedDict):
    agencies: int
    needs: int
    options: int
    weeks: int
    servers: int
    roles: int


SIZES: dict[str, Size] = {
    "town": Size(agencies=8, needs=15, options=25, weeks=104, servers=4, roles=5),
    "city": Size(agencies=30, needs=60, options=120, weeks=156, servers=10, roles=8),
    "province": Size(agencies=300, needs=600, options=1200, weeks=156, servers=100, roles=8),
}


def generate_command(argv: list[str]) -> int:
    language = Language(language_code(argv))
    given = _parser(language).parse_args(argv)
    screen = Screen(language, stdout_is_taken=True)
    text = dump_scenario(generate_scenario(given.seed, **SIZES[given.size]))
    try:
        write_output(given.out, text.encode())
    except OSError as error:
        message = gettext_noop("%(path)s could not be written: %(reason)s.")
        screen.tell(message, path=given.out, reason=error.strerror or error)
        return FAILED
    if given.out != STDOUT:
        screen.tell(gettext_noop("Written: %(path)s"), path=given.out)
    return DONE


def _parser(language: Language) -> Parser:
    _ = language.gettext
    told = _("Makes up a contested scenario from a seed; every figure is an example.")
    parser = Parser(language, prog="lumbung plan generate", description=told)
    add = parser.add_argument
    add("--size", choices=SIZES, default="city", help=_("how large (city)"))
    add("--seed", metavar="N", type=seed, default=0, help=_("equal seeds, equal scenarios (0)"))
    add("--out", metavar="OUT", default=STDOUT, help=_("where to write it; - is standard output"))
    parser.add_language()
    return parser
