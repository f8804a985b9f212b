"""The database from one URL: SQLite for a start, PostgreSQL by `LUMBUNG_DATABASE_URL`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lumbung.kit.env import SettingInvalid

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}

# Our queries take milliseconds; starting parallel workers for one takes longer than they save, and
# the cores serve other people meanwhile (the search: docs/decisions/0007).
POSTGRESQL_PARAMETERS = "-c max_parallel_workers_per_gather=0"


def database_from_url(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.

    Raises SettingInvalid for any other scheme. A SQLite file's folder is made.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:]))
        path.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        given = options.pop("options", "")  # later ones win, so what the URL says holds
        options["options"] = f"{POSTGRESQL_PARAMETERS} {given}".strip()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options | {"pool": {"min_size": 1, "max_size": 8}},
        }
    raise SettingInvalid("DATABASE_URL", "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
