"""The planner's answer: what is chosen, when, by whom, where; how good it is, and what stays unmet.

Only decisions and their proof are kept here; figures derived from them (spending, load, fill,
savings) are computed by `figures`, and judged by `checker`, which trusts neither.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class SolveStatus(StrEnum):
    OPTIMAL = "optimal"  # every level of the objective is proven
    FEASIBLE = "feasible"  # a valid plan; the gap of each level is told
    INFEASIBLE = "infeasible"  # proven: there is no valid plan
    UNKNOWN = "unknown"  # none found in the time given


class LevelName(StrEnum):
    """The levels of the objective, most important first."""

    MISSES = "misses"  # weight of mandatory needs unserved and deadlines missed; least is best
    COVERAGE = "coverage"  # weight * fit percent of the needs served in the horizon; most is best
    COST = "cost"  # rupiah: one-off, outside days, servers, yearly costs over the lifetime
    SERVICE = "service"  # weight * fit percent * service points (earlier counts more); most is best
    LOAD = "load"  # sum over roles of the busiest week, in decidays

    @property
    def is_maximised(self) -> bool:
        return self in {LevelName.COVERAGE, LevelName.SERVICE}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the lexicographic objective. `bound` is what no plan can beat (given the levels
    before it as achieved), None where none is known."""

    name: LevelName
    value: int
    bound: int | None
    maximise: bool

    @property
    def is_proven(self) -> bool:
        return self.bound == self.value

    @property
    def gap(self) -> float | None:
        """|bound - value| / max(|bound|, |value|); 0 to 1, more where the signs differ."""
        if self.bound is None:
            return None
        largest = max(abs(self.bound), abs(self.value))
        return abs(self.bound - self.value) / largest if largest else 0.0


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """Weeks [start_week, end_week); `outside_roles` are those whose effort is bought."""

    activity: str
    start_week: int
    end_week: int
    outside_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedOption:
    """A chosen option; `server` is a server id, a purchase piece `{purchase}#{n}`, or None."""

    option: str
    go_live_week: int
    server: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedServer:
    """One bought piece; delivered at the start of `delivery_week` = order_week + lead_weeks."""

    id: str
    purchase: str
    order_week: int
    delivery_week: int


@dataclass(frozen=True, slots=True)
class ServedNeed:
    """A need and the one chosen option that is counted for it."""

    need: str
    option: str


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """The decisions. Each tuple is sorted by id, so that equal plans compare equal."""

    options: tuple[PlannedOption, ...]
    activities: tuple[PlannedActivity, ...]
    servers: tuple[PlannedServer, ...]
    served: tuple[ServedNeed, ...]


class UnmetCause(StrEnum):
    NO_OPTION = "no_option"  # nothing in the scenario serves it
    TOO_LATE = "too_late"  # even with unlimited means it cannot be live inside the horizon
    CONFLICT = "conflict"  # its options are excluded by, or lack the prerequisites of, better ones
    MEANS = "means"  # money, people or servers bind
    NOT_WORTH = (
        "not_worth"  # servable within the means only by giving up something that counts more
    )
    UNDECIDED = "undecided"  # the time given did not suffice to tell


class MeansKind(StrEnum):
    MONEY = "money"  # id: "{fiscal_year}/{code}"; unit: rupiah
    STAFF = "staff"  # id: "{role}/{fiscal_year}"; unit: decidays in that year
    SERVER = "server"  # id: purchase id; unit: pieces
    TIME = "time"  # unit: weeks beyond the horizon or the deadline


@dataclass(frozen=True, slots=True)
class MeansChange:
    """`amount` more of one mean, valued at `price_idr` in all.

    STAFF is spread evenly over the working days of the weeks [from_week, until_week); both are 0
    for the other kinds. SERVER is a piece beside those that can be bought, there from the start.
    """

    kind: MeansKind
    id: str
    amount: int
    price_idr: int
    from_week: int = 0
    until_week: int = 0


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """Why a need is unserved. `changes` is the cheapest change found that would serve it beside all
    that the plan serves, `option` the option it would use; `is_cheapest` says whether it is proven
    so among the changes that leave the rest of the plan where it stands, and so does `binding`.
    Each change was verified by solving again and checking the plan that results."""

    need: str
    cause: UnmetCause
    binding: tuple[str, ...] = ()  # means ids, each alone necessary to relax
    changes: tuple[MeansChange, ...] = ()
    option: str | None = None
    is_cheapest: bool = False


@dataclass(frozen=True, slots=True)
class SolveRecord:
    """How a plan came about, enough to get it again. `is_reproducible` is False where the clock,
    and not the deterministic budget, ended the search."""

    seed: int
    workers: int
    time_limit_s: float
    elapsed_s: float
    solver: str
    scenario_sha256: str
    first_plan_s: float | None = None
    is_reproducible: bool = True
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class SolveResult:
    """`plan` is None exactly when status is infeasible or unknown; else it passed the checker."""

    status: SolveStatus
    record: SolveRecord
    plan: WorkPlan | None = None
    levels: tuple[Level, ...] = ()
    unmet: tuple[UnmetNeed, ...] = field(default=())

    def level(self, name: LevelName) -> Level | None:
        return next((level for level in self.levels if level.name == name), None)


@dataclass(frozen=True, slots=True)
class SolveProgress:
    """What a watcher sees while the planner works; `fraction` of the time budget used, 0-1."""

    stage: str
    elapsed_s: float
    fraction: float
    levels: tuple[Level, ...] = ()
