"""What one more option needs beside what the plan leaves: a bar for each role and year, and one for
each budget code and year. Each bar is the whole mean: booked by the plan, needed, and left."""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbung.planning.charts.axis import percent
from lumbung.planning.domain.adopting_answer import Adopting, PoolYear, RoleYear


@dataclass(frozen=True, slots=True)
class MeanBar:
    """One year of one mean, on a scale that all years of this mean share. `over` is what is needed
    beyond what is left."""

    year: int
    whole: str
    booked: str
    needed_from: str
    needed: str
    over: str
    row: RoleYear | PoolYear


@dataclass(frozen=True, slots=True)
class MeanChart:
    """One role, or one budget code, over the years."""

    name: str
    bars: tuple[MeanBar, ...]

    @property
    def example(self) -> bool:
        return any(bar.row.example for bar in self.bars)


@dataclass(frozen=True, slots=True)
class AdoptingChart:
    roles: tuple[MeanChart, ...]
    money: tuple[MeanChart, ...]


def draw_adopting(adopting: Adopting) -> AdoptingChart:
    roles = dict.fromkeys(row.role for row in adopting.roles)
    codes = dict.fromkeys(row.code for row in adopting.money)
    return AdoptingChart(
        tuple(_roles([row for row in adopting.roles if row.role == role]) for role in roles),
        tuple(_pools([row for row in adopting.money if row.code == code]) for code in codes),
    )


def _roles(rows: list[RoleYear]) -> MeanChart:
    """Days bought outside take nothing of what own staff can give."""
    bars = [(row, row.capacity, row.booked, row.needed - row.outside) for row in rows]
    return MeanChart(rows[0].name, tuple(_bars(bars)))


def _pools(rows: list[PoolYear]) -> MeanChart:
    bars = [(row, row.budget, row.taken, row.needed) for row in rows]
    name = next((row.name for row in rows if row.name), "")
    return MeanChart(f"{rows[0].code} {name}".strip(), tuple(_bars(bars)))


def _bars(rows: Iterable[tuple[RoleYear | PoolYear, int, int, int]]) -> Iterable[MeanBar]:
    known = list(rows)
    top = max(1, *(max(whole, booked + needed) for _, whole, booked, needed in known))
    for row, whole, booked, needed in known:
        within = max(0, min(needed, whole - booked))
        yield MeanBar(
            year=row.year,
            whole=percent(whole / top),
            booked=percent(booked / top),
            needed_from=percent(booked / top),
            needed=percent(within / top),
            over=percent((needed - within) / top),
            row=row,
        )
