"""Secrets that must be kept because they are used again: encrypted at rest, so that a copy of the
database gives none away. The key is derived from the node's secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lumbung.kit.errors import LumbungError, gettext_noop


class SealBroken(LumbungError):
    """What was sealed under another key, or changed since, cannot be read."""

    code = "seal-broken"
    message = gettext_noop("A kept secret cannot be read: the node's secret key is another now.")
    hint = gettext_noop("Make a new secret and give it to whoever has the old one.")


def seal(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises SealBroken."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def _cipher() -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lumbung: kept secrets")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
