"""`lumbung catalogue`: what of the catalogue is done from a terminal. Each subject brings its own
subcommands (management/*_commands.py)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lumbung.catalogue.management import (
    check_commands,
    federation_commands,
    import_commands,
    search_commands,
)
from lumbung.kit.errors import LumbungError

SUBJECTS = (check_commands, federation_commands, import_commands, search_commands)


class Command(BaseCommand):
    help = "Fills the catalogue, and exchanges it with other nodes."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(
            dest="subcommand", required=True, parser_class=ArgumentParser
        )
        for subject in SUBJECTS:
            subject.add_to(commands)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = options["handler"](**options)
        except (LumbungError, OSError) as error:
            for finding in getattr(error, "findings", ()):
                self.stderr.write(str(finding))
            raise CommandError(str(error), returncode=2) from error
        if options.get("json"):
            self.stdout.write(json.dumps(result))
        elif result:
            self.stdout.write(", ".join(f"{name}: {value}" for name, value in result.items()))
