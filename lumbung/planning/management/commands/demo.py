"""`lumbung demo`: the example city, from an empty folder to pages with a solved plan.

Everything is kept: a second start finds the database, the accounts and the plan, and only serves.
"""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from lumbung.core.actions import create_person
from lumbung.core.management.commands.serve import require_free_port
from lumbung.core.models import Role, User
from lumbung.core.queries import people
from lumbung.kit.errors import gettext_noop
from lumbung.planning import actions, jobs, queries
from lumbung.planning.models import Plan
from lumbung.planning.scenario_building import frozen_scenario_of_region
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.planning_run import Teller
from lumbung.planning.terminal.screen import Screen
from lumbung.planning.terminal.summary import print_summary
from lumbung.planning.terminal.watching import Watcher
from lumbung.registry.queries import agency

CITY = Path(settings.ROOT) / "examples/singkawang"
ACCOUNTS: dict[str, tuple[Role, str | None]] = {
    "cio": (Role.CIO, None),
    "integrator": (Role.INTEGRATOR, None),
    "dinkes": (Role.AGENCY, "dinkes-kb"),
    "disdukcapil": (Role.AGENCY, "disdukcapil"),
    "auditor": (Role.AUDITOR, None),
}
ACCOUNTS_FILE = "example-accounts.txt"
PASSWORD_BYTES = 9


class Command(BaseCommand):
    help = "Load the example city, solve its plan, and serve everything on loopback."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="prepare, but do not serve")
        parser.add_argument("--time-limit", type=int, default=settings.SOLVE_TIME_LIMIT_S)
        parser.add_argument("--lang", choices=("id", "en"), default="id")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            require_free_port("127.0.0.1", options["port"])
        screen = Screen(Language(options["lang"]), stdout_is_taken=False)
        call_command("migrate", interactive=False, verbosity=0)
        cio = self._prepare(screen)
        self._plan(screen, cio, options["time_limit"])
        self._tell(screen, options["port"])
        if not options["no_serve"]:
            call_command("dev", port=options["port"])

    def _prepare(self, screen: Screen) -> User:
        if not people().filter(username="cio").exists():
            screen.tell(gettext_noop("Loading the example city…"))
            actions.load_example_city(CITY)
            _create_accounts()
        return people().get(username="cio")

    def _plan(self, screen: Screen, cio: User, time_limit_s: int) -> None:
        """Solves a first plan here, watched; a later start finds it, or solves one left undone."""
        plan = Plan.objects.order_by("pk").first()
        if plan is None:
            plan = actions.create_plan(
                screen.language.gettext("First plan"),
                frozen_scenario_of_region(),
                actions.SolveSettings(time_limit_s=time_limit_s, workers=settings.SOLVE_WORKERS),
                by=cio,
            )
        if not plan.finished_at:
            _solve(screen, plan)
        detail = queries.plan_detail(cio, plan.pk)
        if detail.result is not None:
            print_summary(screen.answer, detail.scenario, detail.result, screen.language)
            if not Plan.objects.filter(is_published=True).exists() and detail.result.plan:
                actions.publish_plan(detail.plan, by=cio)

    def _tell(self, screen: Screen, port: int) -> None:
        say = screen.answer.print
        address = f"http://127.0.0.1:{port}/"
        pages = screen.language.gettext("Pages: %(address)s (stop with Ctrl-C)")
        say()
        say(pages % {"address": address}, style="bold")
        say(screen.language.gettext("Example accounts (user name, password):"))
        say(_accounts_path().read_text(encoding="utf-8"))


def _solve(screen: Screen, plan: Plan) -> None:
    with Watcher(screen) as watcher:
        teller = Teller(watcher, screen.language)

        def look_on(progress: Any) -> None:
            teller.solving(progress)
            if watcher.should_stop():
                actions.cancel_plan(plan, by=None)

        jobs.run_plan(plan.pk, onlooker=look_on)


def _create_accounts() -> None:
    """One for each role, with passwords made here and now, kept in a file that only the owner of
    the data folder reads."""
    lines = []
    for username, (role, agency_slug) in ACCOUNTS.items():
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        own = agency(agency_slug) if agency_slug else None
        create_person(
            {"username": username, "role": role, "agency": own}, by=None, password=password
        )
        lines.append(f"{username:<12} {password}   {role.label}{f', {own.name}' if own else ''}")
    path = _accounts_path()
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _accounts_path() -> Path:
    return Path(settings.DATA_DIR) / ACCOUNTS_FILE
