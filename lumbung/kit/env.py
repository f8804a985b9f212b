"""Settings from `LUMBUNG_*` environment variables: typed, and failing at start by name.

A secret may be given as `NAME_FILE`, the path of a file that holds it (Docker and Swarm secrets).
"""

import os
from pathlib import Path

PREFIX = "LUMBUNG_"


class SettingInvalid(SystemExit):
    """A variable cannot be understood; the process must not start."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{PREFIX}{name}: expected {expected} (see docs/settings.md)")


def text(name: str, default: str = "") -> str:
    file = os.environ.get(f"{PREFIX}{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingInvalid(f"{name}_FILE", f"a readable file ({error.strerror})") from error
    return os.environ.get(f"{PREFIX}{name}", default)


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise SettingInvalid(name, "1 or 0")
    return value in {"1", "true", "yes"}


def integer(name: str, default: int) -> int:
    try:
        return int(text(name, str(default)))
    except ValueError:
        raise SettingInvalid(name, "a whole number") from None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
