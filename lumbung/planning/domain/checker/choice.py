"""The rules of the choice: go-live, what an option requires and excludes, what it serves."""

from collections.abc import Iterator

from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Option, Scenario


def go_lives(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """An option goes live in the week after its last activity; in week 0 without any."""
    last_end: dict[str, int] = {}
    for work in plan.activities:
        for option in scenario.activity[work.activity].options:
            last_end[option] = max(last_end.get(option, 0), work.end_week)
    for item in plan.options:
        end = last_end.get(item.option, 0)
        if item.go_live_week != end:
            yield violation(Rule.GO_LIVE, item.option, week=item.go_live_week, end=end)


def requirements(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """Required needs are served, and required options live, at or before one's own go-live."""
    live = {item.option: item.go_live_week for item in plan.options}
    served = {item.need: item.option for item in plan.served}
    for item in plan.options:
        week = item.go_live_week
        option: Option = scenario.option[item.option]
        for need in option.requires_needs:
            by = served.get(need)
            if by not in live or live[by] > week:
                yield violation(Rule.REQUIRED_NEED, item.option, required=need, week=week)
        for other in option.requires_options:
            if other not in live or live[other] > week:
                yield violation(Rule.REQUIRED_OPTION, item.option, required=other, week=week)


def exclusions(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """No option that a chosen one excludes is chosen too."""
    chosen = {item.option for item in plan.options}
    for item in plan.options:
        for other in scenario.option[item.option].excludes:
            if other in chosen:
                yield violation(Rule.EXCLUSION, item.option, excluded=other)


def served(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """What is counted for a need is a chosen option that serves it."""
    chosen = {item.option for item in plan.options}
    for item in plan.served:
        serves = [service.need for service in scenario.option[item.option].serves]
        if item.option not in chosen or item.need not in serves:
            yield violation(Rule.SERVED, item.need, option=item.option)
