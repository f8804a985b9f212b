"""How much is reused, what it saves and how long it takes, reckoned from adoption records alone.
Every figure keeps the records that it is made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from lumbung.catalogue.domain.agreements.adoption_moves import UNDER_WAY, Status, reached


class UseState(StrEnum):
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    UNDER_WAY = "under-way"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class AdoptionFact:
    """A record as far as figures go. `steps` as (status, day), in order."""

    pk: int
    entry: int
    entry_name: str
    region: str
    agency: str
    status: str
    is_confirmed: bool
    steps: tuple[tuple[str, date], ...]
    requested_on: date
    in_use_since: date | None
    saved_idr: int | None
    saved_source: str = ""
    is_evidence: bool = False
    example: bool = False

    @property
    def state(self) -> UseState:
        if self.status == Status.IN_USE:
            return UseState.CONFIRMED if self.is_confirmed else UseState.UNCONFIRMED
        return UseState.UNDER_WAY if self.status in UNDER_WAY else UseState.ENDED

    @property
    def days_to_use(self) -> int | None:
        """From the request to the first day of use; None where there was no request of ours to
        count from (evidence), or no use."""
        if self.in_use_since is None or self.is_evidence:
            return None
        return max(0, (self.in_use_since - self.requested_on).days)


@dataclass(frozen=True, slots=True)
class EntryReuse:
    """Of one entry. `regions` and `agencies` are counted among those in use."""

    entry: int
    name: str
    facts: tuple[AdoptionFact, ...]

    def count(self, state: str) -> int:
        return sum(fact.state == state for fact in self.facts)

    @property
    def confirmed(self) -> int:
        return self.count(UseState.CONFIRMED)

    @property
    def unconfirmed(self) -> int:
        return self.count(UseState.UNCONFIRMED)

    @property
    def under_way(self) -> int:
        return self.count(UseState.UNDER_WAY)

    @property
    def in_use(self) -> tuple[AdoptionFact, ...]:
        return tuple(fact for fact in self.facts if fact.status == Status.IN_USE)

    @property
    def regions(self) -> int:
        return len({fact.region for fact in self.in_use})

    @property
    def agencies(self) -> int:
        return len({(fact.region, fact.agency) for fact in self.in_use})

    @property
    def saved_idr(self) -> int | None:
        """None where no plan told of a saving."""
        told = [fact.saved_idr for fact in self.facts if fact.saved_idr is not None]
        return sum(told) if told else None

    @property
    def rests_on_example(self) -> bool:
        return any(fact.example for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Span:
    """How long one part of the way took: the median, and the days of each record."""

    start: str
    end: str
    days: tuple[tuple[int, int], ...]  # record, days

    @property
    def median_days(self) -> float | None:
        return median(days for _pk, days in self.days) if self.days else None


@dataclass(frozen=True, slots=True)
class AdoptionFigures:
    entries: tuple[EntryReuse, ...]
    spans: tuple[Span, ...]
    to_use: Span

    @property
    def facts(self) -> tuple[AdoptionFact, ...]:
        return tuple(fact for entry in self.entries for fact in entry.facts)

    @property
    def took_time(self) -> bool:
        """Whether any part of the way took a day or more: else there is nothing to draw."""
        return any(span.median_days for span in self.spans)

    @property
    def in_use(self) -> int:
        return sum(len(entry.in_use) for entry in self.entries)

    @property
    def regions(self) -> int:
        return len({fact.region for entry in self.entries for fact in entry.in_use})

    @property
    def unconfirmed(self) -> int:
        return sum(entry.unconfirmed for entry in self.entries)

    @property
    def saved_idr(self) -> int | None:
        told = [entry.saved_idr for entry in self.entries if entry.saved_idr is not None]
        return sum(told) if told else None

    @property
    def rests_on_example(self) -> bool:
        return any(entry.rests_on_example for entry in self.entries)


PARTS = (
    (Status.REQUESTED, Status.AGREED),
    (Status.AGREED, Status.INSTALLING),
    (Status.INSTALLING, Status.IN_USE),
)


def adoption_figures(facts: Iterable[AdoptionFact]) -> AdoptionFigures:
    """Entries with the most regions in use first."""
    told = sorted(facts, key=lambda fact: fact.pk)
    by_entry: dict[int, list[AdoptionFact]] = defaultdict(list)
    for fact in told:
        by_entry[fact.entry].append(fact)
    entries = [
        EntryReuse(entry, rows[0].entry_name, tuple(rows)) for entry, rows in by_entry.items()
    ]
    entries.sort(key=lambda each: (-each.regions, -len(each.in_use), -len(each.facts), each.name))
    to_use = [(fact.pk, fact.days_to_use) for fact in told if fact.days_to_use is not None]
    return AdoptionFigures(
        tuple(entries),
        tuple(_span(told, start, end) for start, end in PARTS),
        Span(Status.REQUESTED, Status.IN_USE, tuple(to_use)),
    )


def _span(facts: Iterable[AdoptionFact], start: Status, end: Status) -> Span:
    """Between the first days on which both were reached, where both were and in that order."""
    found = []
    for fact in facts:
        days = reached(fact.steps)
        if not fact.is_evidence and start in days and end in days and days[end] >= days[start]:
            found.append((fact.pk, (days[end] - days[start]).days))
    return Span(start, end, tuple(found))
