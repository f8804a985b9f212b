"""The `lumbung` command: a thin door. `plan`, `schema` and `version` run without Django's set-up;
the rest are management commands (`lumbung help` lists them)."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from lumbung import __version__


def main(argv: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if argv is None else argv
    command = arguments[0] if arguments else "help"
    if command in {"version", "--version"}:
        print(f"lumbung {__version__} (Django {django.__version__})")
        return
    if command == "plan":
        from lumbung.planning.terminal.main import plan_command

        sys.exit(plan_command(arguments[1:]))
    if command == "schema":
        from lumbung.planning.terminal.schema import schema_command

        sys.exit(schema_command(arguments[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.settings")
    execute_from_command_line(["lumbung", *arguments])
