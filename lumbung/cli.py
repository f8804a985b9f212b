"""The `lumbung` command: a thin door. `plan`, `schema`, `catalogue check` and `version` run without
Django's set-up; the rest are management commands (`lumbung help` lists them)."""

import os
import signal
import sys

from lumbung import __version__


def main(argv: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if argv is None else argv
    command = arguments[0] if arguments else "help"
    if command in {"version", "--version"}:
        from django import __version__ as django_version

        print(f"lumbung {__version__} (Django {django_version})")
        return
    if command == "plan":
        # Ctrl-C while the solver is being loaded waits for plan_command, which knows what to say.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        from lumbung.planning.terminal.main import plan_command

        sys.exit(plan_command(arguments[1:]))
    if command == "schema":
        from lumbung.planning.terminal.schema import schema_command

        sys.exit(schema_command(arguments[1:]))
    if arguments[:2] == ["catalogue", "check"]:
        from lumbung.catalogue.terminal.check import check_command

        sys.exit(check_command(arguments[2:]))
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.settings")
    execute_from_command_line(["lumbung", *arguments])
