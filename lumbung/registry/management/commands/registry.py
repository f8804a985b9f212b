"""`lumbung registry`: loading the lists that come with Lumbung, and files in and out."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lumbung.core.models import Role, User
from lumbung.kit.errors import LumbungError
from lumbung.registry import actions
from lumbung.registry.actions.loading import budget_code_years
from lumbung.registry.entities import ENTITIES
from lumbung.registry.exporting import EXPORTERS
from lumbung.registry.import_preview import preview_of
from lumbung.registry.importing.outcome import DryRun, Outcome


class Command(BaseCommand):
    help = "Loads regions and budget codes; imports and exports the kinds of row of the registry."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(
            dest="subcommand", required=True, parser_class=ArgumentParser
        )
        self._add(commands, "load-regions", self.load_regions, "load the country's regions")
        codes = self._add(commands, "load-codes", self.load_codes, "load budget codes of a year")
        codes.add_argument("--year", type=int, help="default: every year that comes with Lumbung")
        codes.add_argument("--file", type=Path, help="default: the file that comes with Lumbung")
        taken = self._add(commands, "import", self.import_file, "store rows of an XLSX or CSV file")
        taken.add_argument("entity", choices=[slug for slug, one in ENTITIES.items() if one.edit])
        taken.add_argument("file", type=Path)
        taken.add_argument("--user", help="who imports; default: the first active CIO")
        taken.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        taken.add_argument("--leave-out-refused", action="store_true")
        given = self._add(commands, "export", self.export_file, "write all rows to a file")
        given.add_argument("entity", choices=list(ENTITIES))
        given.add_argument("file", type=Path, help="NAME.csv or NAME.xlsx")

    def _add(self, commands: Any, name: str, handler: Any, text: str) -> ArgumentParser:
        parser: ArgumentParser = commands.add_parser(name, help=text)
        parser.set_defaults(handler=handler)
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = options["handler"](**options)
        except (LumbungError, OSError) as error:
            for finding in getattr(error, "findings", ()):
                self.stderr.write(str(finding))
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(result) if options["json"] else _in_words(result))

    def load_regions(self, **options: Any) -> dict[str, Any]:
        return {"regions": actions.load_regions()}

    def load_codes(self, *, year: int | None, file: Path | None, **options: Any) -> dict[str, Any]:
        if file is not None and year is None:
            raise CommandError("--file needs --year", returncode=2)
        years = [year] if year is not None else budget_code_years()
        return {str(one): actions.load_budget_codes(one, file) for one in years}

    def import_file(
        self, *, entity: str, file: Path, user: str | None, **options: Any
    ) -> dict[str, Any]:
        kind, by = ENTITIES[entity], _importer(user)
        upload = actions.keep_upload(kind, file_name=file.name, content=file.read_bytes(), by=by)
        found = preview_of(upload, kind)
        for finding in found.findings:
            self.stderr.write(str(finding))
        if options["dry_run"]:
            upload.delete()
            return _counts(found)
        leave_out = options["leave_out_refused"]
        return _counts(
            actions.apply_import(
                upload, kind, digest=found.digest, leave_out_refused=leave_out, by=by
            )
        )

    def export_file(self, *, entity: str, file: Path, **options: Any) -> dict[str, Any]:
        form = file.suffix.removeprefix(".").lower()
        if form not in EXPORTERS:
            raise CommandError("the file's name must end in .csv or .xlsx", returncode=2)
        rows = ENTITIES[entity].rows()
        file.write_bytes(EXPORTERS[form](ENTITIES[entity], rows))
        return {entity: rows.count()}


def _importer(username: str | None) -> User:
    people = User.objects.filter(is_active=True)
    found = people.filter(username=username) if username else people.filter(role=Role.CIO)
    if not (user := found.order_by("pk").first()):
        raise CommandError("there is no such active person; give --user", returncode=2)
    return user


def _counts(found: DryRun) -> dict[str, Any]:
    return {str(outcome): found.count(outcome) for outcome in Outcome}


def _in_words(result: dict[str, Any]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in result.items())
