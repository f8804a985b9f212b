"""`lumbung work`: runs the jobs that pages, the API and the schedule queue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from lumbung.core.schedule import Beat, beat
from lumbung.core.signals import worker_starting


class Command(BaseCommand):
    help = "Run queued jobs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        worker_starting.send(sender=type(self))
        if options["once"]:
            beat(timezone.now())
            _run_queue(once=True, verbosity=options["verbosity"])
            return
        with Beat():
            _run_queue(once=False, verbosity=options["verbosity"])


def _run_queue(*, once: bool, verbosity: int) -> None:
    call_command(
        "db_worker",
        batch=once,
        startup_delay=False,
        reload=False,
        interval=0.5,
        verbosity=verbosity,
    )
