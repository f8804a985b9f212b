"""`lumbung serve`: the pages and the API, under uvicorn."""

import socket
import warnings
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import uvicorn
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


def require_free_port(host: str, port: int) -> None:
    """Raises CommandError where another program listens already, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                "Choose another: --port NUMBER, or make demo PORT=NUMBER."
            ) from None


def collect_static_files() -> None:
    """Where nobody has collected them: without their list, each page would be an error."""
    if not (Path(settings.STATIC_ROOT) / ManifestStaticFilesStorage.manifest_name).exists():
        call_command("collectstatic", interactive=False, verbosity=0)


class Command(BaseCommand):
    help = "Serve the pages and the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to bind to")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="processes")

    def handle(self, *args: Any, **options: Any) -> None:
        require_free_port(options["host"], options["port"])
        collect_static_files()
        # WhiteNoise streams files synchronously; Django reads them whole, which is fine for ours.
        warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")
        uvicorn.run(
            "lumbung.asgi:application",
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            log_level="warning",
            lifespan="off",
            server_header=False,
        )
