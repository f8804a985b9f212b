"""The node's own key, with which it signs what it says: made at first use, kept in one file of the
data directory that its owner alone may read; never in the database, never in a log."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

FILE_NAME = "node-key.pem"


def node_key() -> Ed25519PrivateKey:
    """Several processes that ask together for the first time get the same key: each writes its own
    file whole, and only the first link to the name succeeds."""
    path = key_path()
    if not path.exists():
        with suppress(FileExistsError):
            _write_whole(Ed25519PrivateKey.generate(), path, os.link)
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return found


def replace_node_key(key: Ed25519PrivateKey) -> None:
    """Atomic: a reader finds the old key or the new one, never half of it."""
    _write_whole(key, key_path(), os.replace)


def key_path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME


def _write_whole(key: Ed25519PrivateKey, path: Path, put: Callable[[str, Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # made readable by the owner alone (0600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            file.flush()
            os.fsync(file.fileno())
        put(draft, path)
    finally:
        Path(draft).unlink(missing_ok=True)
