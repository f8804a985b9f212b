"""Pictures of sharing: a bar for each entry, by the state of its adoptions, and the way from
request to use as stretches of days. Widths are percent (ADR 0005)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lumbung.catalogue.domain.agreements.adoption_figures import (
    AdoptionFigures,
    EntryReuse,
    Span,
    UseState,
)

DRAWN = (UseState.CONFIRMED, UseState.UNCONFIRMED, UseState.UNDER_WAY)
MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class Part:
    state: UseState
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class ReuseBar:
    entry: EntryReuse
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the way; `days` is its median, None where no record tells."""

    span: Span
    days: float | None
    x: str
    width: str


def draw_reuse(figures: AdoptionFigures) -> tuple[ReuseBar, ...]:
    """All bars share one scale; at most MOST_BARS are drawn, the table has all."""
    entries = figures.entries[:MOST_BARS]
    top = max([1, *(sum(entry.count(state) for state in DRAWN) for entry in entries)])
    return tuple(ReuseBar(entry, tuple(_parts(entry, top))) for entry in entries)


def _parts(entry: EntryReuse, top: int) -> list[Part]:
    parts, reached = [], 0
    for state in DRAWN:
        count = entry.count(state)
        if count:
            parts.append(Part(state, count, _percent(reached / top), _percent(count / top)))
        reached += count
    return parts


def draw_way_times(spans: Sequence[Span]) -> tuple[Stretch, ...]:
    """One after the other, each as long as its median; what took no day keeps a sliver."""
    known = [span.median_days or 0 for span in spans]
    total = sum(known) or 1
    stretches, reached = [], 0.0
    for span, days in zip(spans, known, strict=True):
        x, width = _percent(reached / total), _percent(days / total)
        stretches.append(Stretch(span, span.median_days, x, width))
        reached += days
    return tuple(stretches)


def _percent(part: float) -> str:
    return f"{100 * part:.3f}".rstrip("0").rstrip(".") + "%"
