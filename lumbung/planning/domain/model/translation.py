"""Between a work plan and the values of the model's variables: read one, suggest the other."""

from collections.abc import Callable, Iterator

from ortools.sat.python.cp_model import BoolVarT, IntVar, LinearExprT

from lumbung.planning.domain.model.city import CityModel
from lumbung.planning.domain.model.values import peaks
from lumbung.planning.domain.plan import (
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    WorkPlan,
)

Value = Callable[[LinearExprT], int]


def read_plan(city: CityModel, value: Value) -> WorkPlan:
    """The plan that the values of a weekly model's variables describe; bought pieces that carry
    nothing are left out."""
    variables, instance = city.variables, city.instance
    chosen = [option for option, literal in variables.chosen.items() if value(literal)]
    server = {
        option: machine for (option, machine), literal in variables.placed.items() if value(literal)
    }
    options = [
        PlannedOption(option, value(variables.go_live[option]), server.get(option))
        for option in chosen
    ]
    activities = [
        PlannedActivity(
            activity,
            value(variables.start[activity]),
            value(variables.end[activity]),
            tuple(
                sorted(
                    role
                    for role in instance.loads[activity]
                    if (activity, role) in variables.outside
                    and value(variables.outside[activity, role])
                )
            ),
        )
        for activity, done in variables.done.items()
        if value(done)
    ]
    servers = [
        PlannedServer(
            piece,
            instance.machines[piece].purchase or "",
            week - instance.machines[piece].lead_weeks,
            week,
        )
        for (piece, week), literal in variables.delivered.items()
        if value(literal)
    ]
    served = [
        ServedNeed(need, option)
        for (need, option), literal in variables.counted.items()
        if value(literal)
    ]
    return WorkPlan(
        tuple(sorted(options, key=lambda item: item.option)),
        tuple(sorted(activities, key=lambda item: item.activity)),
        tuple(sorted(servers, key=lambda item: item.id)),
        tuple(sorted(served, key=lambda item: item.need)),
    )


def order_of_choice(city: CityModel, is_true: Callable[[BoolVarT], bool]) -> list[str]:
    """The options that the values of a model's variables choose, earliest go-live first."""
    live: dict[str, int] = {}
    for (option, week), literal in city.variables.live.items():
        if is_true(literal):
            live[option] = min(live.get(option, week), week)
    return sorted(live, key=lambda option: (live[option], option))


def suggest(city: CityModel, plan: WorkPlan) -> None:
    """Hints every variable of the model with its value in the plan, in place of hints before."""
    city.model.clear_hints()  # type: ignore[no-untyped-call]
    hinted: set[int] = set()
    for variable, value in hints(city, plan):
        if isinstance(variable, IntVar) and variable.index not in hinted:
            hinted.add(variable.index)
            city.model.add_hint(variable, value)


def hints(city: CityModel, plan: WorkPlan) -> Iterator[tuple[LinearExprT, int]]:
    live = {item.option: item.go_live_week for item in plan.options}
    yield from _choice_hints(city, plan, live)
    yield from _money_hints(city, plan)
    if city.weekly:
        yield from _work_hints(city, plan, live)
    for role, peak in peaks(city.instance, plan).items():
        if city.has_peaks:
            yield city.variables.peak[role], peak


def _choice_hints(
    city: CityModel, plan: WorkPlan, live: dict[str, int]
) -> Iterator[tuple[LinearExprT, int]]:
    variables = city.variables
    counted = {(item.need, item.option) for item in plan.served}
    placed = {(item.option, item.server) for item in plan.options}
    delivered = {(item.id, item.delivery_week) for item in plan.servers}
    done = {item.activity for item in plan.activities}
    for option, literal in variables.chosen.items():
        yield literal, option in live
    for (option, week), literal in variables.live.items():
        yield literal, option in live and live[option] <= week
    for (activity, week), literal in city.energy.over.items():
        options = city.instance.scenario.activity[activity].options
        yield literal, any(option in live and live[option] <= week for option in options)
    for key, literal in variables.counted.items():
        yield literal, key in counted
    for (need, option, week), literal in variables.counted_by.items():
        yield literal, (need, option) in counted and live[option] <= week
    for place, literal in variables.placed.items():
        yield literal, place in placed
    for piece, literal in variables.bought.items():
        yield literal, any(piece == one for one, _ in delivered)
    for delivery, literal in variables.delivered.items():
        yield literal, delivery in delivered
    for activity, literal in variables.done.items():
        yield literal, activity in done


def _money_hints(city: CityModel, plan: WorkPlan) -> Iterator[tuple[LinearExprT, int]]:
    variables, instance = city.variables, city.instance
    paid = {(item.activity, instance.year_of[item.end_week - 1]) for item in plan.activities}
    outside = {(item.activity, role) for item in plan.activities for role in item.outside_roles}
    for key, literal in variables.paid_in.items():
        yield literal, key in paid
    for work, literal in variables.outside.items():
        yield literal, work in outside
    for (activity, role, year), literal in variables.outside_in.items():
        yield literal, (activity, role) in outside and (activity, year) in paid


def _work_hints(
    city: CityModel, plan: WorkPlan, live: dict[str, int]
) -> Iterator[tuple[LinearExprT, int]]:
    variables, instance = city.variables, city.instance
    planned = {item.activity: item for item in plan.activities}
    for activity in variables.done:
        item = planned.get(activity)
        least = instance.durations[activity][0]
        end = item.end_week if item else max(instance.earliest[activity], least)
        start = item.start_week if item else end - least
        yield variables.start[activity], start
        yield variables.end[activity], end
        if activity in variables.weeks:
            yield variables.weeks[activity], end - start
        for duration in instance.durations[activity]:
            if (activity, duration) in variables.lasts:
                yield variables.lasts[activity, duration], bool(item) and duration == end - start
            for role in instance.loads[activity]:
                if (activity, role) in variables.rate and duration == end - start:
                    rate = instance.rate(activity, role, duration)
                    yield variables.rate[activity, role], rate
    for (activity, role), own in variables.own.items():
        yield own, activity in planned and role not in planned[activity].outside_roles
    for option, go_live in variables.go_live.items():
        yield go_live, live.get(option, 0)
    last: set[str] = set()
    for (option, sink), literal in variables.is_last.items():
        is_last = option in live and option not in last
        is_last = is_last and planned[sink].end_week == live[option]
        if is_last:
            last.add(option)
        yield literal, is_last
