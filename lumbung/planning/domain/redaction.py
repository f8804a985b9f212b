"""A plan as one agency may see it: its own needs and the options that serve them by name, all else
without names, so that sums, load and spending stay right and nothing of another agency's is told.

Identifiers are replaced too: they are made from names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from lumbung.planning.domain.plan import SolveResult, UnmetNeed, WorkPlan
from lumbung.planning.domain.scenario import Activity, Agency, Need, Option, Scenario

OTHERS = "#others"
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class HiddenNames:
    """What stands in place of a hidden name, in the reader's language."""

    agency: str
    need: str
    option: str
    activity: str


@dataclass(frozen=True, slots=True)
class _Ids:
    """Old id -> new id, equal where the thing may be seen."""

    needs: dict[str, str]
    options: dict[str, str]
    activities: dict[str, str]


def is_hidden(name: str) -> bool:
    """Whether an id stands for something hidden: ids of our files never start so."""
    return name.startswith("#")


def redact(
    scenario: Scenario, result: SolveResult | None, *, agency: str, hidden: HiddenNames
) -> tuple[Scenario, SolveResult | None]:
    """Scenario and result with everything hidden that is not the business of `agency`."""
    ids = _ids(scenario, agency)
    seen = [each for each in scenario.agencies if each.id == agency]
    redacted = replace(
        scenario,
        agencies=(*seen, Agency(OTHERS, hidden.agency)),
        needs=tuple(_need(need, ids, hidden) for need in scenario.needs),
        options=tuple(_option(option, ids, hidden) for option in scenario.options),
        activities=tuple(_activity(each, ids, hidden) for each in scenario.activities),
    )
    return redacted, None if result is None else _result(result, ids)


def _ids(scenario: Scenario, agency: str) -> _Ids:
    own_needs = {need.id for need in scenario.needs if need.agency == agency}
    own_options = {
        option.id
        for option in scenario.options
        if any(service.need in own_needs for service in option.serves)
    }
    own_activities = {
        activity.id for activity in scenario.activities if own_options & set(activity.options)
    }
    return _Ids(
        needs=_numbered((need.id for need in scenario.needs), own_needs, "n"),
        options=_numbered((option.id for option in scenario.options), own_options, "o"),
        activities=_numbered((each.id for each in scenario.activities), own_activities, "a"),
    )


def _numbered(ids: Iterable[str], seen: set[str], letter: str) -> dict[str, str]:
    return {
        name: name if name in seen else f"#{letter}{number}"
        for number, name in enumerate(ids, start=1)
    }


def _need(need: Need, ids: _Ids, hidden: HiddenNames) -> Need:
    if ids.needs[need.id] == need.id:
        return need
    return replace(
        need, id=ids.needs[need.id], name=hidden.need, agency=OTHERS, service="", source=""
    )


def _option(option: Option, ids: _Ids, hidden: HiddenNames) -> Option:
    moved = replace(
        option,
        id=ids.options[option.id],
        serves=tuple(replace(service, need=ids.needs[service.need]) for service in option.serves),
        requires_needs=tuple(ids.needs[need] for need in option.requires_needs),
        requires_options=tuple(ids.options[other] for other in option.requires_options),
        excludes=tuple(ids.options[other] for other in option.excludes),
    )
    if moved.id == option.id:
        return moved
    return replace(moved, name=hidden.option, provider="", provider_name="", terms="", source="")


def _activity(activity: Activity, ids: _Ids, hidden: HiddenNames) -> Activity:
    moved = replace(
        activity,
        id=ids.activities[activity.id],
        options=tuple(ids.options[option] for option in activity.options),
        after=tuple(
            replace(entry, activity=ids.activities[entry.activity]) for entry in activity.after
        ),
    )
    return moved if moved.id == activity.id else replace(moved, name=hidden.activity, source="")


def _result(result: SolveResult, ids: _Ids) -> SolveResult:
    return replace(
        result,
        plan=None if result.plan is None else _plan(result.plan, ids),
        unmet=tuple(_unmet(need, ids) for need in result.unmet),
    )


def _plan(plan: WorkPlan, ids: _Ids) -> WorkPlan:
    return replace(
        plan,
        options=_sorted(
            (replace(each, option=ids.options[each.option]) for each in plan.options),
            lambda each: each.option,
        ),
        activities=_sorted(
            (replace(each, activity=ids.activities[each.activity]) for each in plan.activities),
            lambda each: each.activity,
        ),
        served=_sorted(
            (
                replace(each, need=ids.needs[each.need], option=ids.options[each.option])
                for each in plan.served
            ),
            lambda each: each.need,
        ),
    )


def _sorted(entries: Iterable[Entry], key: Callable[[Entry], str]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=key))


def _unmet(unmet: UnmetNeed, ids: _Ids) -> UnmetNeed:
    return replace(
        unmet,
        need=ids.needs[unmet.need],
        option=None if unmet.option is None else ids.options[unmet.option],
    )
