"""`lumbung catalogue check`: is a publiccode.yml valid? The `lumbung` command runs it without
Django (cli, catalogue.terminal); this is the same by way of `manage.py`."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any, NoReturn

from lumbung.catalogue.terminal.check import ABOUT, add_arguments, check_files


def add_to(commands: Any) -> None:
    check: ArgumentParser = commands.add_parser(
        "check", help="check publiccode.yml files by the standard", description=ABOUT
    )
    add_arguments(check)
    check.set_defaults(handler=_check)


def _check(**options: Any) -> NoReturn:
    sys.exit(check_files(Namespace(**options)))
