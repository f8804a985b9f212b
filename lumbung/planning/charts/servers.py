"""How full each server is: three bars, what ran before, what the plan adds, what is kept free."""

from dataclasses import dataclass

from lumbung.planning.charts.axis import Span, percent
from lumbung.planning.domain.figures import Fill, PlanFigures, ServerFill
from lumbung.planning.domain.scenario import Scenario

FULL_PERCENT = 97  # of what may be used; from here on a component counts as full


@dataclass(frozen=True, slots=True)
class FillBar:
    fill: Fill
    before: Span
    added: Span
    kept: Span

    @property
    def is_full(self) -> bool:
        return self.fill.usable > 0 and 100 * self.fill.after >= FULL_PERCENT * self.fill.usable


@dataclass(frozen=True, slots=True)
class ServerChart:
    server: ServerFill
    bars: tuple[FillBar, ...]
    options: tuple[str, ...]  # names

    @property
    def piece(self) -> str:
        """Which of several bought pieces of one kind; empty for a server of today."""
        return self.server.id.partition("#")[2] if self.server.is_bought else ""

    @property
    def is_full(self) -> bool:
        return any(bar.is_full for bar in self.bars)


def draw_servers(scenario: Scenario, figures: PlanFigures) -> tuple[ServerChart, ...]:
    return tuple(
        ServerChart(
            server,
            tuple(_bar(fill) for fill in server.fills),
            tuple(scenario.option[option].name for option in server.options),
        )
        for server in figures.servers
    )


def _bar(fill: Fill) -> FillBar:
    whole = max(fill.total, fill.after, 1)
    return FillBar(
        fill,
        Span("0%", percent(fill.before / whole)),
        Span(percent(fill.before / whole), percent((fill.after - fill.before) / whole)),
        Span(percent(fill.usable / whole), percent((whole - fill.usable) / whole)),
    )
