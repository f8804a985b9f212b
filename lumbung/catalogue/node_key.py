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

from lumbung.catalogue.domain.federation.signed_item import public_key_text
from lumbung.catalogue.models import KeyChange

FILE_NAME = "node-key.pem"
NEXT_FILE_NAME = "node-key-next.pem"


def node_key() -> Ed25519PrivateKey:
    """Several processes that ask together for the first time get the same key: each writes its own
    file whole, and only the first link to the name succeeds."""
    path = key_path()
    if next_key_path().exists():
        settle_key_change()
    if not path.exists():
        with suppress(FileExistsError):
            _write_whole(Ed25519PrivateKey.generate(), path, os.link)
    return _read(path)


def prepare_key_change() -> Ed25519PrivateKey:
    """A new key, beside the one in use. It counts once the database tells the change: see
    `settle_key_change`."""
    key = Ed25519PrivateKey.generate()
    _write_whole(key, next_key_path(), os.replace)
    return key


def settle_key_change() -> None:
    """The database decides, so that a crash at any moment leaves one key that fits it: where it
    tells the change to the key that lies ready, that key takes its place, at once and whole."""
    with suppress(FileNotFoundError):  # another process settled it a moment ago
        ready = public_key_text(_read(next_key_path()))
        last = KeyChange.objects.order_by("-pk").first()
        if last is not None and last.statement["new_key"] == ready:
            next_key_path().replace(key_path())


def key_path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME


def next_key_path() -> Path:
    return Path(settings.DATA_DIR) / NEXT_FILE_NAME


def _read(path: Path) -> Ed25519PrivateKey:
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return found


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
