"""How full each server is before and after the plan, component by component, and with what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Capacity, Scenario

COMPONENTS = ("cpu_millicores", "memory_mib", "disk_gib")


@dataclass(frozen=True, slots=True)
class Fill:
    """One component: `total` of the machine, `usable` without the share kept free, held `before`
    the plan and `after` it."""

    component: str
    total: int
    usable: int
    before: int
    after: int

    @property
    def before_percent(self) -> float:
        return 100 * self.before / self.total if self.total else 0.0

    @property
    def after_percent(self) -> float:
        return 100 * self.after / self.total if self.total else 0.0

    @property
    def usable_percent(self) -> float:
        return 100 * self.usable / self.total if self.total else 0.0

    @property
    def left(self) -> int:
        """What another application may still take."""
        return max(self.usable - self.after, 0)


@dataclass(frozen=True, slots=True)
class ServerFill:
    """A server of today, or a bought piece (then with the day it is delivered)."""

    id: str
    name: str
    fills: tuple[Fill, ...]  # in the order of COMPONENTS
    options: tuple[str, ...]
    delivery_day: date | None
    rests_on_example: bool

    @property
    def is_bought(self) -> bool:
        return self.delivery_day is not None


def plan_servers(scenario: Scenario, plan: WorkPlan) -> tuple[ServerFill, ...]:
    """Today's servers in the scenario's order, then the bought pieces by id."""
    kinds = {kind.id: kind for kind in scenario.purchases}
    today = (
        _server_fill(
            scenario,
            plan,
            (server.id, server.name),
            server.total,
            server.used,
            server.kept_free_percent,
            example=server.example,
        )
        for server in scenario.servers
    )
    bought = (
        _server_fill(
            scenario,
            plan,
            (piece.id, kinds[piece.purchase].name),
            kinds[piece.purchase].total,
            Capacity(),
            kinds[piece.purchase].kept_free_percent,
            delivery_day=scenario.calendar.monday(piece.delivery_week),
            example=kinds[piece.purchase].example,
        )
        for piece in plan.servers
    )
    return (*today, *bought)


def _server_fill(
    scenario: Scenario,
    plan: WorkPlan,
    identity: tuple[str, str],
    total: Capacity,
    used: Capacity,
    kept_free_percent: int,
    *,
    example: bool,
    delivery_day: date | None = None,
) -> ServerFill:
    server_id, name = identity
    options = [
        scenario.option[planned.option] for planned in plan.options if planned.server == server_id
    ]
    demands = [option.demand for option in options if option.demand is not None]
    fills = tuple(
        _fill(component, total, used, demands, kept_free_percent) for component in COMPONENTS
    )
    return ServerFill(
        server_id,
        name,
        fills,
        tuple(option.id for option in options),
        delivery_day,
        example or any(option.example for option in options),
    )


def _fill(
    component: str,
    total: Capacity,
    used: Capacity,
    demands: Iterable[Capacity],
    kept_free_percent: int,
) -> Fill:
    whole: int = getattr(total, component)
    before: int = getattr(used, component)
    held = sum(getattr(demand, component) for demand in demands)
    return Fill(component, whole, whole * (100 - kept_free_percent) // 100, before, before + held)
