"""Two plans beside each other: what one serves and the other does not, and what that costs."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from lumbung.core.models import User
from lumbung.planning.domain.plan import LevelName
from lumbung.planning.domain.redaction import is_hidden
from lumbung.planning.errors import PlanHasNoResult
from lumbung.planning.queries.plans import PlanDetail, plan_detail


@dataclass(frozen=True, slots=True)
class ComparedNeed:
    """One need in both plans; an empty option name where it stays unserved (or is not asked)."""

    id: str
    name: str
    option_a: str
    option_b: str
    go_live_a: date | None
    go_live_b: date | None

    @property
    def differs(self) -> bool:
        return (self.option_a, self.go_live_a) != (self.option_b, self.go_live_b)


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """A level of the objective in both plans, None where a plan does not tell it."""

    name: LevelName
    value_a: int | None
    value_b: int | None

    @property
    def difference(self) -> int | None:
        if self.value_a is None or self.value_b is None:
            return None
        return self.value_b - self.value_a


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """`is_same_question`: both plans answer the same frozen scenario."""

    a: PlanDetail
    b: PlanDetail
    is_same_question: bool
    levels: tuple[ComparedLevel, ...]
    needs: tuple[ComparedNeed, ...]

    @property
    def only_in_a(self) -> tuple[ComparedNeed, ...]:
        return tuple(need for need in self.needs if need.option_a and not need.option_b)

    @property
    def only_in_b(self) -> tuple[ComparedNeed, ...]:
        return tuple(need for need in self.needs if need.option_b and not need.option_a)

    @property
    def changed(self) -> tuple[ComparedNeed, ...]:
        """Served in both, by another option or from another day."""
        return tuple(
            need for need in self.needs if need.option_a and need.option_b and need.differs
        )


def compare_plans(viewer: User | AnonymousUser, a: int, b: int) -> PlanComparison:
    """Raises NotFoundError, and PlanHasNoResult where one of the two holds no valid plan."""
    first, second = (_with_plan(plan_detail(viewer, pk)) for pk in (a, b))
    return PlanComparison(
        a=first,
        b=second,
        is_same_question=first.plan.scenario_sha256 == second.plan.scenario_sha256,
        levels=tuple(
            ComparedLevel(name, _value(first, name), _value(second, name)) for name in LevelName
        ),
        needs=_needs(first, second),
    )


def _with_plan(detail: PlanDetail) -> PlanDetail:
    if detail.figures is None:
        raise PlanHasNoResult(plan=detail.plan.name)
    return detail


def _value(detail: PlanDetail, name: LevelName) -> int | None:
    level = detail.result.level(name) if detail.result else None
    return level.value if level else None


def _needs(first: PlanDetail, second: PlanDetail) -> tuple[ComparedNeed, ...]:
    """In the order of the first plan's scenario, then those only the second one asks. What is
    hidden from the viewer has a number that means another need in the other plan, and is left
    out."""
    names = {need.id: need.name for need in (*first.scenario.needs, *second.scenario.needs)}
    in_a, in_b = _served(first), _served(second)
    nothing = ("", None)
    return tuple(
        ComparedNeed(
            id=id,
            name=name,
            option_a=in_a.get(id, nothing)[0],
            option_b=in_b.get(id, nothing)[0],
            go_live_a=in_a.get(id, nothing)[1],
            go_live_b=in_b.get(id, nothing)[1],
        )
        for id, name in names.items()
        if not is_hidden(id)
    )


def _served(detail: PlanDetail) -> dict[str, tuple[str, date | None]]:
    if detail.figures is None:
        return {}
    return {
        need.need.id: (need.option.name if need.option else "", need.go_live_day)
        for need in detail.figures.coverage.served
    }
