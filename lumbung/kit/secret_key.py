"""Django's signing key: made on first start, readable by its owner alone, never in the code."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def load_or_create(path: Path) -> str:
    """The key kept in `path`. Several processes that start together for the first time agree:
    each writes its own file whole, and only the first link to `path` succeeds."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()
