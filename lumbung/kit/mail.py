"""E-mail from one URL: none is sent until `LUMBUNG_EMAIL_URL` names a server."""

from typing import Any
from urllib.parse import unquote, urlsplit

from lumbung.kit.env import SettingInvalid

# Scheme -> (encrypted from the start, encrypted after STARTTLS, usual port)
_SCHEMES = {
    "smtp": (False, True, 587),
    "smtps": (True, False, 465),
    "smtp+plain": (False, False, 25),
}
EXPECTED = "smtp://, smtps:// or smtp+plain://[USER:PASSWORD@]HOST[:PORT]"
TIMEOUT_S = 20


def email_settings(url: str, sender: str) -> dict[str, Any]:
    """Django's EMAIL_* settings. `smtp` insists on STARTTLS, `smtps` is encrypted from the start,
    `smtp+plain` (a relay on the own machine) is not. Raises SettingInvalid."""
    if not url:
        return {
            "EMAIL_IS_SET_UP": False,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SettingInvalid("EMAIL_URL", EXPECTED)
    if "@" not in sender:
        raise SettingInvalid("EMAIL_FROM", "the address that e-mails come from")
    ssl, starttls, port = _SCHEMES[parts.scheme]
    return {
        "EMAIL_IS_SET_UP": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": _port(url) or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": TIMEOUT_S,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        raise SettingInvalid("EMAIL_URL", EXPECTED) from None
