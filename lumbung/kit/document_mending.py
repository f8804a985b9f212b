"""Bridging shape errors, so that what spans entries can be looked at in the same reading.

A document with a misspelt key or a value out of range is refused whatever happens; mending it in
memory only serves to find its other mistakes at once. What cannot be bridged safely is not guessed.
"""

from collections.abc import Sequence
from typing import Any

from lumbung.kit.words import nearest_word

Problem = Any  # one entry of pydantic's ValidationError.errors()
_NEAREST_ALLOWED = {"greater_than_equal": "ge", "less_than_equal": "le"}


def mended(value: Any, problems: Sequence[Problem]) -> Any:
    """A copy of `value` (nested dicts and tuples) with each problem bridged where that is safe: a
    misspelt key gets its name, an unknown one is dropped, a number out of range becomes its limit,
    and any other bad value is left out, so that its default counts."""
    copy = _thawed(value)
    missing = [problem["loc"] for problem in problems if problem["type"] == "missing"]
    for problem in problems:
        if problem["type"] != "missing" and problem["loc"]:
            _mend(copy, problem, missing)
    return _frozen(copy)


def _mend(root: Any, problem: Problem, missing: list[tuple[str | int, ...]]) -> None:
    *above, key = problem["loc"]
    place = _at(root, above)
    if not isinstance(place, dict) or key not in place:
        return
    if problem["type"] in _NEAREST_ALLOWED:
        place[key] = problem["ctx"][_NEAREST_ALLOWED[problem["type"]]]
        return
    bad = place.pop(key)
    beside = [str(loc[-1]) for loc in missing if list(loc[:-1]) == above]
    name = nearest_word(str(key), beside)
    if problem["type"] == "extra_forbidden" and name:
        place[name] = bad


def _at(root: Any, path: list[str | int]) -> Any:
    for part in path:
        try:
            root = root[part]
        except (KeyError, IndexError, TypeError):
            return None
    return root


def _thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _thawed(item) for key, item in value.items()}
    return [_thawed(item) for item in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
