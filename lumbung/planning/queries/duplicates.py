"""Applications of different agencies that seem to do the same, and which fields of work have how
many. Found by catalogue.domain.matching.grouping; what people said of a pair wins."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser

from lumbung.catalogue.domain.matching.grouping import Group, Likeness, Thing, groups, likenesses
from lumbung.catalogue.domain.search.functions import functions_of
from lumbung.catalogue.domain.search.words import stems
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.planning.models import ApplicationVerdict
from lumbung.planning.queries.options import current_horizon
from lumbung.registry.queries import applications

OTHER = "other"
Row = tuple[int, str, str, str]  # key, name, function, technology


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Applications that seem to do the same. `renewals` are the yearly costs that are known;
    merging into one saves at most all of them but the largest."""

    applications: tuple[Any, ...]
    group: Group
    verdicts: tuple[ApplicationVerdict, ...]

    @property
    def key(self) -> str:
        return "-".join(str(member) for member in self.group.members)

    @property
    def agencies(self) -> int:
        return len({application.owner_id for application in self.applications})

    @property
    def renewals(self) -> tuple[int, ...]:
        known = (application.renewal_idr for application in self.applications)
        return tuple(value for value in known if value)

    @property
    def could_save_idr(self) -> int | None:
        """A year, at most; None where fewer than two renewals are known."""
        return sum(self.renewals) - max(self.renewals) if len(self.renewals) > 1 else None

    @property
    def contracts_idr(self) -> int:
        return sum(application.contract_value_idr or 0 for application in self.applications)

    @property
    def is_same(self) -> bool:
        """Somebody said so of every pair."""
        pairs = len(self.group.members) * (len(self.group.members) - 1) // 2
        return len(self.verdicts) == pairs

    @property
    def example(self) -> bool:
        return any(application.example for application in self.applications)


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many applications one field of work has, and how many of them stand in a group."""

    function: str
    count: int
    doubled: int
    share: int  # percent of the largest field
    doubled_share: int


def duplicates(viewer: User | AnonymousUser) -> list[Duplicates]:
    """Groups among the applications that the viewer may see and that are not out of use; those of
    several agencies first."""
    rows = {row.pk: row for row in _in_use(viewer)}
    given = {(each.first_id, each.second_id): each for each in _verdicts(rows)}
    same = ApplicationVerdict.Verdict.SAME
    apart = [pair for pair, each in given.items() if each.verdict != same]
    found = groups(_nearness(tuple(rows.values())), different=apart)
    shown = [
        Duplicates(
            tuple(rows[member] for member in group.members),
            group,
            tuple(given[each.pair] for each in group.likenesses if each.pair in given),
        )
        for group in found
    ]
    return sorted(shown, key=lambda each: each.agencies < 2)


def duplicates_of_key(viewer: User | AnonymousUser, key: str) -> Duplicates:
    """Raises NotFoundError where the viewer has no such group (any more)."""
    for found in duplicates(viewer):
        if found.key == key:
            return found
    raise NotFoundError(kind="group", key=key)


def told_apart(viewer: User | AnonymousUser) -> list[ApplicationVerdict]:
    """Pairs that people said are different, to be thought over again."""
    rows = {row.pk for row in _in_use(viewer)}
    different = ApplicationVerdict.Verdict.DIFFERENT
    return [each for each in _verdicts(rows) if each.verdict == different]


def field_counts(viewer: User | AnonymousUser, found: Sequence[Duplicates]) -> list[FieldCount]:
    """Fields of work with the most applications first; what points nowhere last."""
    doubled = {member for each in found for member in each.group.members}
    counts: Counter[str] = Counter()
    twice: Counter[str] = Counter()
    for row in _in_use(viewer):
        function = _field(row)
        counts[function] += 1
        twice[function] += row.pk in doubled
    most = max(counts.values(), default=1)
    return [
        FieldCount(key, count, twice[key], 100 * count // most, 100 * twice[key] // most)
        for key, count in sorted(
            counts.items(), key=lambda item: (item[0] == OTHER, -item[1], item[0])
        )
    ]


def _in_use(viewer: User | AnonymousUser) -> list[Any]:
    return list(applications(viewer).exclude(state="inactive").order_by("pk"))


def _field(row: Any) -> str:
    found = functions_of(stems(row.function or row.name), ())
    return found[0] if found else OTHER


def _verdicts(keys: Any) -> list[ApplicationVerdict]:
    every = ApplicationVerdict.objects.select_related("first__owner", "second__owner")
    return [each for each in every if each.first_id in keys and each.second_id in keys]


def _nearness(rows: Sequence[Any]) -> tuple[Likeness, ...]:
    horizon = current_horizon()
    place = horizon.region.name if horizon else ""
    return _read_nearness(
        tuple((row.pk, row.name, row.function, row.technology) for row in rows), place
    )


@lru_cache(maxsize=8)
def _read_nearness(rows: tuple[Row, ...], place: str) -> tuple[Likeness, ...]:
    return tuple(likenesses([Thing(*row) for row in rows], ignored=[place]))
