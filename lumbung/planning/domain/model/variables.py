"""The decisions of the city model, as CP-SAT variables by what they are about; no constraints.

Weeks, money and decidays as in `instance`. Literals that follow from others by equality are shared
and not made twice: a need that one option alone serves is counted when that option is live.
"""

from collections.abc import Iterable
from functools import cached_property

from ortools.sat.python.cp_model import BoolVarT, CpModel, Domain, IntVar, LinearExprT

from lumbung.planning.domain.model.instance import Instance, demand_of


class Variables:
    """`weekly` says whether the weeks of each activity are decided too; without them the model is
    a relaxation that knows years, service points and totals only."""

    def __init__(self, model: CpModel, instance: Instance, *, weekly: bool) -> None:
        self.model = model
        self.instance = instance
        self.weekly = weekly
        self.is_last: dict[tuple[str, str], BoolVarT] = {}
        self.own: dict[tuple[str, str], BoolVarT] = {}
        self.rate: dict[tuple[str, str], IntVar] = {}

    @cached_property
    def chosen(self) -> dict[str, BoolVarT]:
        return {
            option.id: self._bool(f"chosen {option.id}")
            for option in self.instance.scenario.options
        }

    @cached_property
    def live(self) -> dict[tuple[str, int], BoolVarT]:
        """(option, threshold): chosen and live at or before that week. Weeks earlier than its work
        can end are left out; at the horizon's end it equals `chosen`."""
        live: dict[tuple[str, int], BoolVarT] = {}
        for option, thresholds in self.instance.thresholds.items():
            for week in thresholds:
                if week >= self.instance.earliest_live[option]:
                    live[option, week] = self._bool(f"live {option} {week}")
            live[option, self.instance.weeks] = self.chosen[option]
            if not self.instance.scenario.activities_of[option]:
                for week in thresholds:
                    live[option, week] = self.chosen[option]
        return live

    def live_by(self, option: str, week: int) -> LinearExprT:
        """Whether the option is live by the threshold `week`; the constant 0 where it cannot be."""
        return self.live.get((option, week), 0)

    @cached_property
    def done(self) -> dict[str, BoolVarT]:
        """An activity of one option alone is done exactly when that option is chosen."""
        return {
            activity.id: self._bool(f"done {activity.id}")
            if activity.is_shared
            else self.chosen[activity.options[0]]
            for activity in self.instance.scenario.activities
            if activity.options
        }

    @cached_property
    def start(self) -> dict[str, IntVar]:
        return {
            activity: self.model.new_int_var(0, self.instance.weeks, f"start {activity}")
            for activity in self._timed
        }

    @cached_property
    def end(self) -> dict[str, IntVar]:
        """Where money is due in any case, only ends in payable weeks are in the domain."""
        instance = self.instance
        ends: dict[str, IntVar] = {}
        for activity in self._timed:
            weeks: Iterable[int] = range(instance.earliest[activity], instance.weeks + 1)
            if instance.costs[activity]:
                weeks = [week for week in weeks if instance.is_payable[week - 1]]
            domain = Domain.from_values(list(weeks))
            if domain.is_empty():
                domain = Domain(instance.weeks, instance.weeks)
            ends[activity] = self.model.new_int_var_from_domain(domain, f"end {activity}")
        return ends

    @property
    def _timed(self) -> Iterable[str]:
        return self.done if self.weekly else ()

    @cached_property
    def weeks(self) -> dict[str, IntVar]:
        """By activity, where more than one duration is worth considering."""
        return {
            activity: self.model.new_int_var_from_domain(
                Domain.from_values(list(self.instance.durations[activity])), f"weeks {activity}"
            )
            for activity in self._timed
            if len(self.instance.durations[activity]) > 1
        }

    @cached_property
    def go_live(self) -> dict[str, LinearExprT]:
        """By option: the week of going live; of no meaning where it is not chosen."""
        found: dict[str, LinearExprT] = {}
        for option, sinks in self.instance.sinks.items():
            if len(sinks) > 1:
                found[option] = self.model.new_int_var(0, self.instance.weeks, f"live {option}")
            else:
                found[option] = self.end[sinks[0]] if sinks else 0
        return found

    @cached_property
    def lasts(self) -> dict[tuple[str, int], BoolVarT]:
        """(activity, duration), where more than one duration is worth considering."""
        return {
            (activity, duration): self._bool(f"lasts {activity} {duration}")
            for activity in self._timed
            for duration in self.instance.durations[activity]
            if len(self.instance.durations[activity]) > 1
        }

    @cached_property
    def outside(self) -> dict[tuple[str, str], BoolVarT]:
        """(activity, role): done, and all effort of the role bought outside."""
        return {
            (activity, role): self._bool(f"outside {activity} {role}")
            for activity, role in self.instance.outside
            if activity in self.done
        }

    @cached_property
    def paid_in(self) -> dict[tuple[str, int], BoolVarT]:
        """(activity, year): done, with its last week in that year; only where that matters."""
        instance = self.instance
        spenders = {activity for activity, _ in instance.outside}
        spenders |= {activity for activity, costs in instance.costs.items() if costs}
        return {
            (activity, year): self._bool(f"paid {activity} {year}")
            for activity in self.done
            if activity in spenders
            for year in instance.years
            if instance.end_range(activity, year)
        }

    @cached_property
    def outside_in(self) -> dict[tuple[str, str, int], BoolVarT]:
        """(activity, role, year): bought outside and paid in that year."""
        return {
            (activity, role, year): self._bool(f"outside {activity} {role} {year}")
            for activity, role in self.outside
            for year in self.instance.years
            if (activity, year) in self.paid_in
        }

    @cached_property
    def counted(self) -> dict[tuple[str, str], BoolVarT]:
        """(need, option): the option is the one counted for the need."""
        counted: dict[tuple[str, str], BoolVarT] = {}
        for need, servers in self.instance.servers_of_need.items():
            for option, _ in servers:
                counted[need, option.id] = (
                    self.chosen[option.id]
                    if len(servers) == 1
                    else self._bool(f"counted {need} {option.id}")
                )
        return counted

    @cached_property
    def counted_by(self) -> dict[tuple[str, str, int], BoolVarT]:
        """(need, option, threshold): counted for the need and live at or before that week."""
        found: dict[tuple[str, str, int], BoolVarT] = {}
        for need, servers in self.instance.servers_of_need.items():
            for option, _ in servers:
                for week in self.instance.thresholds[option.id]:
                    live = self.live.get((option.id, week))
                    if live is None:
                        continue
                    if len(servers) == 1:
                        found[need, option.id, week] = live
                    elif live is self.chosen[option.id]:
                        found[need, option.id, week] = self.counted[need, option.id]
                    else:
                        name = f"counted {need} {option.id} {week}"
                        found[need, option.id, week] = self._bool(name)
        return found

    @cached_property
    def placed(self) -> dict[tuple[str, str], BoolVarT]:
        """(option, machine), where the demand fits into what is free there."""
        found: dict[tuple[str, str], BoolVarT] = {}
        for option in self.instance.scenario.options:
            demand = demand_of(option)
            for machine in self.instance.machines.values():
                if demand and all(
                    need <= free for need, free in zip(demand, machine.free, strict=True)
                ):
                    found[option.id, machine.id] = self._bool(f"placed {option.id} {machine.id}")
        return found

    @cached_property
    def bought(self) -> dict[str, BoolVarT]:
        return {
            machine.id: self._bool(f"bought {machine.id}")
            for machine in self.instance.machines.values()
            if machine.purchase
        }

    @cached_property
    def delivered(self) -> dict[tuple[str, int], BoolVarT]:
        """(piece, week): the piece arrives at the start of that week, its price being payable the
        week before. Only deliveries that can matter: see `Instance.deliveries`."""
        return {
            (piece, week): self._bool(f"delivered {piece} {week}")
            for piece in self.bought
            for week in self.instance.deliveries[piece]
        }

    @cached_property
    def peak(self) -> dict[str, IntVar]:
        """By role: the busiest week of own staff, in decidays."""
        return {
            role: self.model.new_int_var(0, max(weeks, default=0), f"peak {role}")
            for role, weeks in self.instance.staff.items()
        }

    def _bool(self, name: str) -> IntVar:
        return self.model.new_bool_var(name)
