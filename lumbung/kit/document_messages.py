"""What pydantic found, in words for the person who wrote the file.

One entry per kind of error (https://docs.pydantic.dev/latest/errors/validation_errors/); a kind not
listed keeps pydantic's own sentence. Templates are translated at the border.
"""

from typing import Any

from pydantic_core import PydanticCustomError

from lumbung.kit.errors import gettext_noop
from lumbung.kit.words import nearest_word

Facts = tuple[tuple[str, str], ...]
_SHOWN_CHARACTERS = 60
_WORDS = {None: "null", True: "true", False: "false"}

_TOO_SMALL = gettext_noop("%(value)s is too small.")
_TOO_LARGE = gettext_noop("%(value)s is too large.")
_AT_LEAST = gettext_noop("At least %(limit)s.")
_AT_MOST = gettext_noop("At most %(limit)s.")
_TYPES = {
    "int_type": gettext_noop("A whole number belongs here, not %(value)s."),
    "int_from_float": gettext_noop("A whole number belongs here, not %(value)s."),
    "float_type": gettext_noop("A number belongs here, not %(value)s."),
    "string_type": gettext_noop("Text belongs here, not %(value)s."),
    "bool_type": gettext_noop("true or false belongs here, not %(value)s."),
    "tuple_type": gettext_noop("A list belongs here, not %(value)s."),
    "dict_type": gettext_noop("A mapping (key: value) belongs here, not %(value)s."),
    "model_type": gettext_noop("A mapping (key: value) belongs here, not %(value)s."),
    "date_type": gettext_noop("A date belongs here, not %(value)s."),
    "enum": gettext_noop("“%(value)s” is none of the words known here."),
    "literal_error": gettext_noop("“%(value)s” is none of the words known here."),
    "is_instance_of": gettext_noop("“%(value)s” is none of the words known here."),
}
_LIMITS = {
    "greater_than_equal": (_TOO_SMALL, _AT_LEAST, "ge"),
    "greater_than": (_TOO_SMALL, gettext_noop("More than %(limit)s."), "gt"),
    "less_than_equal": (_TOO_LARGE, _AT_MOST, "le"),
    "less_than": (_TOO_LARGE, gettext_noop("Less than %(limit)s."), "lt"),
    "multiple_of": (
        gettext_noop("%(value)s is finer than is counted here."),
        gettext_noop("In steps of %(limit)s."),
        "multiple_of",
    ),
    "too_short": (
        gettext_noop("There are too few entries."),
        gettext_noop("At least %(limit)s."),
        "min_length",
    ),
    "string_too_short": (
        gettext_noop("The text is too short."),
        gettext_noop("At least %(limit)s characters."),
        "min_length",
    ),
    "string_too_long": (
        gettext_noop("The text is too long."),
        gettext_noop("At most %(limit)s characters."),
        "max_length",
    ),
    "string_pattern_mismatch": (
        gettext_noop("“%(value)s” is not written as needed here."),
        gettext_noop("It must match the pattern %(limit)s."),
        "pattern",
    ),
}


_WORDED = "worded"


def worded_problem(message: str, hint: str) -> PydanticCustomError:
    """For a validator to raise: its own templates, where `%(value)s` is what was written."""
    return PydanticCustomError(_WORDED, "not right", {"message": message, "hint": hint})


def explain(problem: Any, known_keys: tuple[str, ...]) -> tuple[str, str, Facts]:
    """Message template, hint template and the facts for one entry of `ValidationError.errors()`.

    `known_keys` are the keys allowed where the error lies, for a hint on misspelt ones.
    """
    kind, context = problem["type"], problem.get("ctx") or {}
    value = _shown(problem.get("input"))
    if kind == _WORDED:
        return context["message"], context["hint"], (("value", value),)
    if kind == "missing":
        return (
            gettext_noop("The key “%(key)s” is missing."),
            "",
            (("key", str(problem["loc"][-1])),),
        )
    if kind == "extra_forbidden":
        return _unknown_key(str(problem["loc"][-1]), known_keys)
    if kind in _LIMITS:
        message, hint, name = _LIMITS[kind]
        return message, hint, (("value", value), ("limit", str(context.get(name, ""))))
    if kind in _TYPES:
        allowed = str(context.get("expected", ""))
        hint = gettext_noop("Known are: %(allowed)s.") if allowed else ""
        return _TYPES[kind], hint, (("value", value), ("allowed", allowed))
    if kind in {"value_error", "date_from_datetime_parsing", "date_parsing"}:
        return (
            gettext_noop("“%(value)s” cannot be read: %(reason)s."),
            "",
            (("value", value), ("reason", str(context.get("error", problem["msg"])).rstrip("."))),
        )
    return gettext_noop("This is not right: %(reason)s."), "", (("reason", problem["msg"]),)


def _unknown_key(key: str, known_keys: tuple[str, ...]) -> tuple[str, str, Facts]:
    message = gettext_noop("The key “%(key)s” is not known here.")
    nearest = nearest_word(key, known_keys)
    if nearest:
        return (
            message,
            gettext_noop("Did you mean “%(nearest)s”?"),
            (
                ("key", key),
                ("nearest", nearest),
            ),
        )
    known = ", ".join(known_keys)
    return message, gettext_noop("Known keys are: %(known)s."), (("key", key), ("known", known))


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, tuple | list):
        return "[…]"
    text = _WORDS.get(value, str(value)) if isinstance(value, bool) or value is None else str(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
