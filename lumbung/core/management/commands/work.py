"""`lumbung work`: runs the jobs that pages and the API queue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lumbung.core.signals import worker_starting


class Command(BaseCommand):
    help = "Run queued jobs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        worker_starting.send(sender=type(self))
        call_command(
            "db_worker",
            batch=options["once"],
            startup_delay=False,
            reload=False,
            interval=0.5,
            verbosity=options["verbosity"],
        )
