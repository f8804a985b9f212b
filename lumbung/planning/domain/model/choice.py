"""Constraints on what is chosen, what it serves and where it runs: one per method, in words first.

They know go-live only through the ladder of `live` literals, so that the relaxation without weeks
and the whole model share them.
"""

import itertools
from collections import defaultdict

from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExpr, LinearExprT

from lumbung.planning.domain.model.instance import Instance, demand_of
from lumbung.planning.domain.model.variables import Variables


class Choice:
    def __init__(self, model: CpModel, instance: Instance, variables: Variables) -> None:
        self._model = model
        self._instance = instance
        self._variables = variables

    def add(self) -> None:
        self._live_stays_live()
        self._what_cannot_end_is_not_chosen()
        self._work_is_done_where_chosen()
        self._one_option_counts_for_a_need()
        self._counted_is_chosen_and_live()
        self._needs_required_come_before()
        self._options_required_come_before()
        self._excluded_options_are_apart()
        self._demand_has_one_server()
        self._servers_hold_what_runs_on_them()
        self._pieces_are_delivered_before_they_carry()
        self._like_pieces_are_bought_in_turn()

    def _live_stays_live(self) -> None:
        """What is live by one threshold is live by the next."""
        for option, thresholds in self._instance.thresholds.items():
            ladder = [
                self._variables.live[option, week]
                for week in thresholds
                if (option, week) in self._variables.live
            ]
            for earlier, later in itertools.pairwise(ladder):
                if earlier is not later:
                    self._model.add_implication(earlier, later)

    def _what_cannot_end_is_not_chosen(self) -> None:
        """An option whose work cannot end inside the horizon is not chosen."""
        for option, week in self._instance.earliest_live.items():
            if week > self._instance.weeks:
                self._model.add(self._variables.chosen[option] == 0)

    def _work_is_done_where_chosen(self) -> None:
        """A shared activity is done exactly when one of its options is chosen."""
        for activity in self._instance.scenario.activities:
            if activity.is_shared:
                options = [self._variables.chosen[option] for option in activity.options]
                self._model.add_max_equality(self._variables.done[activity.id], options)

    def _one_option_counts_for_a_need(self) -> None:
        """At most one option is counted for a need."""
        for need, servers in self._instance.servers_of_need.items():
            if len(servers) > 1:
                self._model.add_at_most_one(
                    self._variables.counted[need, option.id] for option, _ in servers
                )

    def _counted_is_chosen_and_live(self) -> None:
        """What is counted for a need is chosen; what is counted by a week is live by it."""
        counted, live = self._variables.counted, self._variables.live
        for (need, option), literal in counted.items():
            self._implies(literal, self._variables.chosen[option])
            earlier: BoolVarT | None = None
            for week in self._instance.thresholds[option]:
                by_week = self._variables.counted_by.get((need, option, week))
                if by_week is None:
                    continue
                self._implies(by_week, live[option, week])
                self._implies(by_week, literal)
                if earlier is not None:
                    self._implies(earlier, by_week)
                earlier = by_week

    def _implies(self, first: BoolVarT, second: BoolVarT) -> None:
        if first is not second:
            self._model.add_implication(first, second)

    def _needs_required_come_before(self) -> None:
        """A required need is served, by something live at or before one's own go-live.

        At the thresholds the ladder tells it; between them, `work.Work` compares weeks.
        """
        variables = self._variables
        for option in self._instance.scenario.options:
            for need in option.requires_needs:
                servers = self._instance.servers_of_need[need]
                for week in self._instance.points:
                    self._model.add(
                        variables.live_by(option.id, week)
                        <= LinearExpr.sum(
                            [
                                variables.counted_by[need, server.id, week]
                                for server, _ in servers
                                if (need, server.id, week) in variables.counted_by
                            ]
                        )
                    )

    def _options_required_come_before(self) -> None:
        """A required option is chosen, and live at or before one's own go-live."""
        for option in self._instance.scenario.options:
            for required in option.requires_options:
                for week in self._instance.points:
                    self._model.add(
                        self._variables.live_by(option.id, week)
                        <= self._variables.live_by(required, week)
                    )

    def _excluded_options_are_apart(self) -> None:
        """No option is chosen together with one that it excludes."""
        chosen = self._variables.chosen
        pairs = {
            tuple(sorted((option.id, other)))
            for option in self._instance.scenario.options
            for other in option.excludes
        }
        for first, second in sorted(pairs):
            self._model.add_at_most_one([chosen[first], chosen[second]])

    def _demand_has_one_server(self) -> None:
        """An option with a demand is placed on exactly one server when chosen."""
        places = self._places()
        for option in self._instance.scenario.options:
            if demand_of(option):
                self._model.add_exactly_one(
                    *places[option.id], self._variables.chosen[option.id].negated()
                )

    def _places(self) -> dict[str, list[BoolVarT]]:
        places: dict[str, list[BoolVarT]] = defaultdict(list)
        for (option, _), literal in self._variables.placed.items():
            places[option].append(literal)
        return places

    def _servers_hold_what_runs_on_them(self) -> None:
        """Per component, what is placed on a server stays within what is free there; on a piece,
        only once it is bought. Everything placed stays until the end."""
        on_machine: dict[str, list[tuple[BoolVarT, tuple[int, int, int]]]] = defaultdict(list)
        for (option, machine), literal in self._variables.placed.items():
            demand = demand_of(self._instance.scenario.option[option])
            if demand:
                on_machine[machine].append((literal, demand))
        for machine, items in on_machine.items():
            bought = self._variables.bought.get(machine)
            for component, free in enumerate(self._instance.machines[machine].free):
                room: LinearExprT = free if bought is None else free * bought
                self._model.add(
                    LinearExpr.sum([literal * demand[component] for literal, demand in items])
                    <= room
                )
            if bought is not None:
                for literal, _ in items:
                    self._model.add_implication(literal, bought)

    def _pieces_are_delivered_before_they_carry(self) -> None:
        """A bought piece is delivered once, and what it carries goes live no earlier."""
        variables = self._variables
        for piece, bought in variables.bought.items():
            weeks = self._instance.deliveries[piece]
            self._model.add_exactly_one(
                *(variables.delivered[piece, week] for week in weeks), bought.negated()
            )
        for (option, machine), placed in variables.placed.items():
            if machine not in variables.bought:
                continue
            for delivery in self._instance.deliveries[machine]:
                delivered = variables.delivered[machine, delivery]
                for week in self._instance.thresholds[option]:
                    if week < delivery and (option, week) in variables.live:
                        self._model.add_bool_or(
                            delivered.negated(),
                            placed.negated(),
                            variables.live[option, week].negated(),
                        )

    def _like_pieces_are_bought_in_turn(self) -> None:
        """Pieces of one kind are alike: the next is bought only with the one before it, and comes
        no earlier. Breaks a symmetry; excludes no plan but renamings."""
        for kind in self._instance.scenario.purchases:
            pieces = [f"{kind.id}#{number}" for number in range(1, kind.max_count + 1)]
            for before, after in itertools.pairwise(pieces):
                self._model.add_implication(
                    self._variables.bought[after], self._variables.bought[before]
                )
                weeks = self._instance.deliveries[after]
                for index in range(len(weeks)):
                    self._model.add(
                        LinearExpr.sum(
                            [self._variables.delivered[after, one] for one in weeks[: index + 1]]
                        )
                        <= LinearExpr.sum(
                            [self._variables.delivered[before, one] for one in weeks[: index + 1]]
                        )
                    )
