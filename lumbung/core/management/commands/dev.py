"""`lumbung dev`: all of Lumbung's processes together, until Ctrl-C."""

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

GRACE_S = 10


class Command(BaseCommand):
    help = "Start web and worker together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        run_together([["serve", "--port", str(options["port"])], ["work"]])


def run_together(commands: list[list[str]]) -> None:
    """Runs each `lumbung` command as a process; when one ends or we are asked to stop, all end."""
    stop_requested = False

    def request_stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stop_requested
        stop_requested = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, request_stop)
    processes = [
        subprocess.Popen([sys.executable, "-m", "lumbung", *command]) for command in commands
    ]
    while not stop_requested and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        process.terminate()
    for process in processes:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
