"""What adopting one more option would take, as values: roles, money and servers beside a plan."""

from dataclasses import dataclass
from enum import StrEnum

from lumbung.planning.domain.plan import PlannedActivity
from lumbung.planning.domain.scenario import Activity, Option


class MeanKind(StrEnum):
    """What can keep an option out."""

    STAFF = "staff"  # id: role
    MONEY = "money"  # id: budget code
    SERVER = "server"
    CONFLICT = "conflict"  # id: the option that the plan chooses and that excludes this one
    PREREQUISITE = "prerequisite"  # id: the need, or option, that must come first
    TIME = "time"  # even with all means it is not live inside the horizon


@dataclass(frozen=True, slots=True)
class LackingMean:
    kind: MeanKind
    id: str = ""


@dataclass(frozen=True, slots=True)
class RoleYear:
    """Decidays of one role in one calendar year: what own staff can give, what the plan books of
    it, what the option needs, and how much of that would be bought outside."""

    role: str
    name: str
    year: int
    capacity: int
    booked: int
    needed: int
    outside: int
    example: bool = False

    @property
    def left(self) -> int:
        return self.capacity - self.booked

    @property
    def is_enough(self) -> bool:
        return self.needed - self.outside <= self.left


@dataclass(frozen=True, slots=True)
class PoolYear:
    """Rupiah of one budget code in one year."""

    year: int
    code: str
    name: str
    budget: int
    taken: int
    needed: int
    example: bool = False

    @property
    def left(self) -> int:
        return self.budget - self.taken

    @property
    def is_enough(self) -> bool:
        return self.needed <= self.left


@dataclass(frozen=True, slots=True)
class ServerRoom:
    """What the plan leaves of one server of ours, or of one piece that it buys, in the order of
    COMPONENTS; `fits` the option's demand."""

    id: str
    name: str
    left: tuple[int, int, int]
    fits: bool
    example: bool = False


@dataclass(frozen=True, slots=True)
class Adopting:
    """`live_week` is None where it does not fit; the years then follow the work as it would go with
    means without limit, so that they show where it pinches. `ideal_week`: when it would be live
    with such means. `shared_done` is shared work that the plan does anyway."""

    option: Option
    is_planned: bool
    first_week: int
    live_week: int | None
    ideal_week: int | None
    lacking: tuple[LackingMean, ...]
    shared_done: tuple[Activity, ...]
    work: tuple[PlannedActivity, ...]
    roles: tuple[RoleYear, ...]
    money: tuple[PoolYear, ...]
    rooms: tuple[ServerRoom, ...]
    server: str | None
    is_server_bought: bool
    rests_on_example: bool

    @property
    def fits(self) -> bool:
        return self.live_week is not None

    @property
    def needed_decidays(self) -> int:
        return sum(role.needed for role in self.roles)
