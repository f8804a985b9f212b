"""The planner's input: needs, options and means of one region, as frozen values.

Not here: reading files (scenario_document), solving (model), drawing. Units are in the names:
effort and capacity in tenths of a person-day (`decidays`), money in whole rupiah, weeks by number
from the calendar's first. The problem is project portfolio selection with multi-mode
resource-constrained scheduling and vector bin packing (Talbot 1982; Kolisch and Sprecher 1997).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from lumbung.planning.domain.calendar import Calendar

DECIDAYS_PER_DAY = 10


class OptionKind(StrEnum):
    """How a need may be served."""

    ADOPT = "adopt"  # take over a shared application and host it here
    USE = "use"  # use a shared application at the provider's data centre
    BUILD = "build"
    BUY = "buy"
    KEEP = "keep"  # go on with what runs today


@dataclass(frozen=True, slots=True)
class Agency:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Need:
    """What an agency wants served. `weight` > 0; a mandatory need or a missed `deadline` (the last
    day on which the service must be live) outranks everything else in the objective."""

    id: str
    name: str
    agency: str
    weight: int
    mandatory: bool = False
    deadline: date | None = None
    service: str = ""
    source: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work. Days of it may be bought outside where `outside_day_price_idr` is given, at
    most `outside_days_per_year` in a fiscal year, charged to `outside_budget_code`.

    `day_value_idr` prices one more day of own staff when the planner says what would help.
    """

    id: str
    name: str
    day_value_idr: int
    outside_day_price_idr: int | None = None
    outside_days_per_year: int = 0
    outside_budget_code: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a staff member gives nothing to the plan (both inclusive)."""

    from_day: date
    until_day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person, by post and not by name; `decidays_per_week` is what other duties leave (0-50).

    In a week w the person gives decidays_per_week * d // 5, where d counts the Mondays to Fridays
    of w that are no holiday, not absent, and between `from_day` and `until_day` (both inclusive).
    """

    id: str
    role: str
    decidays_per_week: int
    from_day: date | None = None
    until_day: date | None = None
    absences: tuple[Absence, ...] = ()
    example: bool = False


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money of one fiscal year under one budget code. Lines of equal year and code (from different
    sources, e.g. PAD and DAU) form one pool."""

    fiscal_year: int
    code: str
    amount_idr: int
    source_of_funds: str = ""
    name: str = ""
    source: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """Money under a budget code; whether once or per year is told by the field that holds it."""

    code: str
    amount_idr: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a server has or an application demands; compared component by component."""

    cpu_millicores: int = 0
    memory_mib: int = 0
    disk_gib: int = 0


@dataclass(frozen=True, slots=True)
class Server:
    """A server of today. Free for the plan is, per component, total * (100 - kept_free_percent)
    // 100 - used, never below 0."""

    id: str
    name: str
    total: Capacity
    used: Capacity
    kept_free_percent: int
    example: bool = False


@dataclass(frozen=True, slots=True)
class ServerPurchase:
    """A kind of server that can be bought, up to `max_count` pieces. The n-th piece has the id
    `{id}#{n}` (n from 1). It can carry applications that go live at or after its delivery, which is
    `lead_weeks` after the order; the price is paid in the last week before delivery."""

    id: str
    name: str
    total: Capacity
    kept_free_percent: int
    price_idr: int
    budget_code: str
    lead_weeks: int
    max_count: int
    example: bool = False


@dataclass(frozen=True, slots=True)
class Effort:
    role: str
    decidays: int


@dataclass(frozen=True, slots=True)
class Precedence:
    """The owner starts no earlier than `lag_weeks` after `activity` ends, if both are done."""

    activity: str
    lag_weeks: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """Work that one option needs, or several share (one PKS for all that comes from one region).

    It is done exactly when an option in `options` is chosen, once, without interruption, in between
    `least_weeks` and `most_weeks` weeks. Each week of it books ceil(decidays / duration) of a role:
    own staff, or, all of that role's effort, bought outside. `costs` are paid on the Friday of its
    last week, as are outside days (price * decidays // 10, at the fiscal year of that Friday).
    """

    id: str
    name: str
    options: tuple[str, ...]
    least_weeks: int
    most_weeks: int
    effort: tuple[Effort, ...] = ()
    after: tuple[Precedence, ...] = ()
    costs: tuple[Cost, ...] = ()
    source: str = ""
    example: bool = False

    @property
    def is_shared(self) -> bool:
        return len(self.options) > 1


@dataclass(frozen=True, slots=True)
class Service:
    """An option serves a need with a fit of 1-100 percent."""

    need: str
    fit_percent: int


@dataclass(frozen=True, slots=True)
class Option:
    """A way to serve one or more needs.

    It goes live in the week after the last of its activities (week 0 without any). Yearly costs
    are charged per quarter from the first quarter that starts at or after go-live: in the k-th
    quarter of a year (k = 1-4) amount*k//4 - amount*(k-1)//4. `demand` is held on one server from
    go-live on. Every need in `requires_needs` must be served, and every option in
    `requires_options` be live, at or before its own go-live. No option of `excludes` is chosen too.
    """

    id: str
    name: str
    kind: OptionKind
    serves: tuple[Service, ...]
    provider: str = ""  # region code (Kemendagri), where the option comes from another region
    provider_name: str = ""
    yearly_costs: tuple[Cost, ...] = ()
    demand: Capacity | None = None
    requires_needs: tuple[str, ...] = ()
    requires_options: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    terms: str = ""
    source: str = ""
    example: bool = False


@dataclass(frozen=True)
class Scenario:
    """Everything the planner may know. Ids are unique within their kind; references are complete
    and acyclic (`scenario_checks` makes sure before one is made)."""

    name: str
    region: str
    calendar: Calendar
    agencies: tuple[Agency, ...]
    needs: tuple[Need, ...]
    roles: tuple[Role, ...]
    staff: tuple[StaffMember, ...]
    budget: tuple[BudgetLine, ...]
    servers: tuple[Server, ...]
    purchases: tuple[ServerPurchase, ...]
    options: tuple[Option, ...]
    activities: tuple[Activity, ...]

    @cached_property
    def need(self) -> dict[str, Need]:
        return {need.id: need for need in self.needs}

    @cached_property
    def option(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def role(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def activities_of(self) -> dict[str, tuple[Activity, ...]]:
        """Activities by option id, in scenario order; every option has an entry."""
        found: dict[str, list[Activity]] = {option.id: [] for option in self.options}
        for activity in self.activities:
            for option in activity.options:
                found[option].append(activity)
        return {option: tuple(activities) for option, activities in found.items()}
