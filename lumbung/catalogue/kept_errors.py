"""Errors as kept in a column, and back: a template and its facts, translated when shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lumbung.catalogue.domain.kept_errors import read_error
from lumbung.kit.errors import LumbungError

KeptError = dict[str, Any]


def error_as_kept(error: LumbungError) -> KeptError:
    return {
        "message": error.message,
        "hint": error.hint,
        "facts": {name: str(value)[:300] for name, value in error.facts.items()},
    }


def error_words(kept: Mapping[str, Any]) -> str:
    """What is wrong and the next step, in the reader's language."""
    facts = kept.get("facts") or {}
    told = (kept.get("message"), kept.get("hint"))
    return " ".join(_(text) % facts if facts else _(text) for text in told if text)


def last_error_words(kept: str) -> str:
    """As error_words, of a source's `last_error`; empty where there is none."""
    return error_words(read_error(kept)) if kept else ""
