"""Constraints on the weeks of each activity: one per method, in words first.

Only in the whole model; the relaxation leaves them out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from ortools.sat.python.cp_model import (
    BoolVarT,
    CpModel,
    Domain,
    IntervalVar,
    LinearExpr,
    LinearExprT,
)

from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.levers import Levers
from lumbung.planning.domain.model.variables import Variables


class Work:
    def __init__(
        self, model: CpModel, instance: Instance, variables: Variables, levers: Levers
    ) -> None:
        self._model = model
        self._instance = instance
        self._variables = variables
        self._levers = levers

    def add(self) -> None:
        self._work_lasts_its_duration()
        self._work_follows_what_it_waits_for()
        self._go_live_follows_the_last_work()
        self._ladder_agrees_with_go_live()
        self._requirements_come_before_by_week()
        self._pieces_come_before_by_week()
        self._year_of_payment_is_that_of_the_end()
        self._outside_work_ends_in_payable_weeks()
        self._staff_suffice()

    def _work_lasts_its_duration(self) -> None:
        """Work that is done takes exactly one of the durations worth considering."""
        variables = self._variables
        for activity, done in variables.done.items():
            durations = self._instance.durations[activity]
            lasts = [
                variables.lasts[activity, duration]
                for duration in durations
                if (activity, duration) in variables.lasts
            ]
            if lasts:
                self._model.add(LinearExpr.sum(lasts) == done)
                for literal, duration in zip(lasts, durations, strict=True):
                    self._model.add(variables.weeks[activity] == duration).only_enforce_if(literal)
            self._model.add(
                variables.start[activity] + variables.weeks.get(activity, durations[0])
                == variables.end[activity]
            ).only_enforce_if(done)

    def _work_follows_what_it_waits_for(self) -> None:
        """Work starts no earlier than the lag after each of its predecessors, if both are done."""
        variables = self._variables
        for activity in self._instance.scenario.activities:
            for before in activity.after:
                if activity.id not in variables.done or before.activity not in variables.done:
                    continue
                both = {variables.done[activity.id], variables.done[before.activity]}
                self._model.add(
                    variables.start[activity.id]
                    >= variables.end[before.activity] + before.lag_weeks
                ).only_enforce_if(list(both))

    def _go_live_follows_the_last_work(self) -> None:
        """An option goes live when the last of its work ends; only work that none of its own waits
        for can be the last."""
        variables = self._variables
        for option, sinks in self._instance.sinks.items():
            if len(sinks) < 2:
                continue
            is_last = [self._model.new_bool_var(f"last {option} {sink}") for sink in sinks]
            self._model.add(LinearExpr.sum(is_last) == variables.chosen[option])
            for sink, literal in zip(sinks, is_last, strict=True):
                end, go_live = variables.end[sink], variables.go_live[option]
                self._model.add(end <= go_live).only_enforce_if(variables.chosen[option])
                self._model.add(end == go_live).only_enforce_if(literal)
                variables.is_last[option, sink] = literal

    def _ladder_agrees_with_go_live(self) -> None:
        """An option is live by a threshold exactly when it is chosen and goes live by then."""
        variables = self._variables
        for (option, week), live in variables.live.items():
            go_live = variables.go_live[option]
            if self._instance.sinks[option] and week < self._instance.weeks:
                self._model.add(go_live <= week).only_enforce_if(live)
                self._model.add(go_live > week).only_enforce_if(
                    live.negated(), variables.chosen[option]
                )

    def _requirements_come_before_by_week(self) -> None:
        """What an option requires goes live no later than itself, week for week."""
        variables, go_live = self._variables, self._variables.go_live
        for option in self._instance.scenario.options:
            chosen = variables.chosen[option.id]
            for required in option.requires_options:
                self._model.add(go_live[required] <= go_live[option.id]).only_enforce_if(chosen)
            for need in option.requires_needs:
                for server, _ in self._instance.servers_of_need[need]:
                    self._model.add(go_live[server.id] <= go_live[option.id]).only_enforce_if(
                        chosen, variables.counted[need, server.id]
                    )

    def _pieces_come_before_by_week(self) -> None:
        """What runs on a bought piece goes live no earlier than the piece is delivered."""
        variables = self._variables
        for (option, machine), placed in variables.placed.items():
            for week in self._instance.deliveries.get(machine, ()):
                self._model.add(variables.go_live[option] >= week).only_enforce_if(
                    placed, variables.delivered[machine, week]
                )

    def _year_of_payment_is_that_of_the_end(self) -> None:
        """Work is paid in a year exactly when its last week lies in it."""
        for (activity, year), paid in self._variables.paid_in.items():
            span = self._instance.end_range(activity, year)
            if span:
                self._model.add_linear_constraint(
                    self._variables.end[activity], *span
                ).only_enforce_if(paid)

    def _outside_work_ends_in_payable_weeks(self) -> None:
        """Work with effort bought outside ends in a week whose Friday allows payment."""
        payable = [
            week + 1 for week, is_payable in enumerate(self._instance.is_payable) if is_payable
        ]
        domain = Domain.from_values(payable)
        for (activity, role), outside in self._variables.outside.items():
            if self._instance.outside[activity, role].price_idr:
                self._model.add_linear_expression_in_domain(
                    self._variables.end[activity], domain
                ).only_enforce_if(outside)

    def _staff_suffice(self) -> None:
        """No week books more of a role than its own staff have left; a week of work books
        ceil(effort / duration), nothing where the effort is bought outside."""
        for role, items in self.booked.items():
            intervals, demands = [list(part) for part in zip(*items, strict=True)]
            best = max(self._instance.staff[role], default=0) + self._levers.most_staff
            for first, until, missing in self._idle(role, best):
                intervals.append(
                    self._model.new_fixed_size_interval_var(first, until - first, f"idle {role}")
                )
                demands.append(missing)
            self._model.add_cumulative(intervals, demands, best)

    def _idle(self, role: str, best: int) -> Iterator[tuple[int, int, LinearExprT]]:
        """(first week, end week, decidays missing from `best`): by week where a lever adds some."""
        if not self._levers.staff:
            yield from idle_spans(self._instance.staff[role], best)
            return
        for week, given in enumerate(self._instance.staff[role]):
            added = self._levers.staff.get((role, week), 0)
            yield week, week + 1, best - given - added

    def add_peaks(self) -> None:
        """No week books more of a role than its peak."""
        for role, items in self.booked.items():
            intervals, demands = [list(part) for part in zip(*items, strict=True)]
            self._model.add_cumulative(intervals, demands, self._variables.peak[role])

    @cached_property
    def booked(self) -> dict[str, list[tuple[IntervalVar, LinearExprT]]]:
        """By role: an interval, present where own staff do the work, and what it takes a week."""
        booked: dict[str, list[tuple[IntervalVar, LinearExprT]]] = defaultdict(list)
        for activity in self._variables.done:
            for role in self._instance.loads[activity]:
                interval = self._interval(activity, role)
                booked[role].append((interval, self._rate(activity, role)))
        return booked

    def _interval(self, activity: str, role: str) -> IntervalVar:
        variables, durations = self._variables, self._instance.durations[activity]
        size: LinearExprT = durations[0]
        if len(durations) > 1:
            size = variables.weeks[activity]
        return self._model.new_optional_interval_var(
            variables.start[activity],
            size,
            variables.end[activity],
            self._own(activity, role),
            f"{activity} {role}",
        )

    def _own(self, activity: str, role: str) -> BoolVarT:
        """Whether own staff of the role do the work: done, and not bought outside."""
        done = self._variables.done[activity]
        outside = self._variables.outside.get((activity, role))
        if outside is None:
            return done
        own = self._model.new_bool_var(f"own {activity} {role}")
        self._model.add(own + outside == done)
        self._variables.own[activity, role] = own
        return own

    def _rate(self, activity: str, role: str) -> LinearExprT:
        """Decidays a week, by the duration taken."""
        durations = self._instance.durations[activity]
        rates = [self._instance.rate(activity, role, duration) for duration in durations]
        if len(durations) == 1:
            return rates[0]
        rate = self._model.new_int_var(min(rates), max(rates), f"rate {activity} {role}")
        for duration, value in zip(durations, rates, strict=True):
            self._model.add(rate == value).only_enforce_if(
                self._variables.lasts[activity, duration]
            )
        self._variables.rate[activity, role] = rate
        return rate


def idle_spans(staff: Sequence[int], best: int) -> list[tuple[int, int, int]]:
    """(first week, end week, decidays missing from `best`), for a cumulative with a constant
    capacity; equal neighbours in one span."""
    spans: list[tuple[int, int, int]] = []
    for week, given in enumerate(staff):
        missing = best - given
        if spans and spans[-1][1] == week and spans[-1][2] == missing:
            spans[-1] = (spans[-1][0], week + 1, missing)
        elif missing:
            spans.append((week, week + 1, missing))
    return spans
