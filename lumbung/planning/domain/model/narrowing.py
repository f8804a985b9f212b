"""Asking a model again with some of its variables held, and giving them back afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ortools.sat.python.cp_model import IntVar


@contextmanager
def held_at(held: Iterable[tuple[object, int]]) -> Iterator[None]:
    """Inside, each variable has just the value beside it. Constants among them stay as they are."""
    values = {v.index: (v, value) for v, value in held if isinstance(v, IntVar)}
    domains = {index: list(variable.proto.domain) for index, (variable, _) in values.items()}
    for variable, value in values.values():
        _set_domain(variable, [value, value])
    try:
        yield
    finally:
        for index, (variable, _) in values.items():
            _set_domain(variable, domains[index])


def _set_domain(variable: IntVar, domain: list[int]) -> None:
    del variable.proto.domain[:]
    variable.proto.domain.extend(domain)
