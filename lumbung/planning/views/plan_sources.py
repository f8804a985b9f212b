"""Spending items with the source of the figure that each rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbung.planning.domain.figures import SpendingItem, SpendingKind
from lumbung.planning.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class SourcedItem:
    item: SpendingItem
    options: tuple[str, ...]  # names
    source: str


def items_with_sources(scenario: Scenario, items: Iterable[SpendingItem]) -> list[SourcedItem]:
    return [
        SourcedItem(
            item,
            tuple(scenario.option[option].name for option in item.options),
            _source(scenario, item),
        )
        for item in items
    ]


def _source(scenario: Scenario, item: SpendingItem) -> str:
    if item.kind == SpendingKind.YEARLY:
        return scenario.option[item.subject].source
    if item.kind == SpendingKind.SERVER:
        return ""
    return scenario.activity[item.subject].source
