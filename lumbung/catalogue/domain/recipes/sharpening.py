"""What adopters really needed corrects what the recipe promises, the more of them report the more.

For each report and role, x = ln(real days / offered days). On the log scale, because twice and
half are equal misses, and because real against estimated schedules of software work were found to
be lognormal (T. Little, "Schedule Estimation and Uncertainty Surrounding the Cone of Uncertainty",
IEEE Software 23(3), 2006). Each x is kept within ± ln MOST_FACTOR and the median is taken, so that
one wild report moves little.

n reports are believed by Z = n / (n + HALF_TRUST), the credibility factor of H. Bühlmann
("Experience rating and credibility", ASTIN Bulletin 4(3), 1967), whose constant is the number of
reports that weigh as much as the offer itself:

    all roles    p = Z(n) · median x of the reports' whole effort
    one role     r = (n_r · median x_r + HALF_TRUST · p) / (n_r + HALF_TRUST)
    new days       = offered days · exp(r)

A role of which no report tells follows the whole (r = p); without reports nothing changes.
HALF_TRUST is chosen, not measured (ADR 0012). Money paid once, and every year, follows its own
total in the same way. Reports are brought to our own size only where the data supports that
(size_effect).

Only the recipe's own activities change. Shared ones are the region's, done once for several
options. An activity that takes more days may also take longer in proportion (`most_weeks`); the
shortest time stays as offered.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil, exp, log
from statistics import median

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, CostDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_summary import RecipeSummary, summarise
from lumbung.catalogue.domain.recipes.size_effect import supported_slope
from lumbung.catalogue.domain.recipes.use_report import UseReport

HALF_TRUST = 2
MOST_FACTOR = 4.0
MOST_WEEKS = 520
LEAST_DAYS = Decimal("0.1")
MOST_DAYS = Decimal(10_000)
MOST_RUPIAH = 10**14


class ChangeKind(StrEnum):
    ROLE = "role"
    ONCE = "once"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Change:
    """Person-days of one role, or rupiah. `experienced` is the median of what reports told, None
    where the role only follows the whole; `reports` is their number."""

    kind: ChangeKind
    role: str
    offered: Decimal
    expected: Decimal
    experienced: Decimal | None
    reports: int


@dataclass(frozen=True, slots=True)
class Sharpened:
    """`recipe` is marked as example where one of the reports is. `missing` is what reports tell of
    and the recipe has no line for: shown, never guessed into it. `slope` is told where reports were
    brought to our own size."""

    recipe: RecipeDocument
    changes: tuple[Change, ...]
    missing: tuple[Change, ...]
    reports: tuple[UseReport, ...]
    slope: float | None = None

    @property
    def is_changed(self) -> bool:
        return any(change.offered != change.expected for change in self.changes)

    @property
    def is_example(self) -> bool:
        return any(report.example for report in self.reports)


def sharpen(
    recipe: RecipeDocument,
    shared: Sequence[ActivityDocument],
    reports: Sequence[UseReport],
    *,
    users: int | None = None,
) -> Sharpened:
    """`shared` are the offer's shared activities: what reports tell includes them. `users` is the
    size of our own adoption, where it is known."""
    offered = summarise(recipe, shared)
    used = tuple(report for report in reports if tells(report))
    scale, slope = _scaling(offered, used, users)
    whole = _trusted([scale(report, ratio) for report, ratio in _whole_ratios(offered, used)])
    factors = {
        role: exp(_of_role(role, float(days), used, scale, whole))
        for role, days in offered.days_by_role
    }
    once = exp(_trusted([_log(r.once_idr, offered.once_idr) for r in used]))
    yearly = exp(_trusted([_log(r.yearly_idr, offered.yearly_idr) for r in used]))
    sharpened = recipe.model_copy(
        update={
            "activities": tuple(_activity(each, factors, once) for each in recipe.activities),
            "yearly_costs": _costs(recipe.yearly_costs, yearly),
            "example": recipe.example or any(report.example for report in used),
        }
    )
    expected = summarise(sharpened, shared)
    return Sharpened(
        recipe=sharpened,
        changes=tuple(_changes(offered, expected, used)),
        missing=tuple(_missing(offered, used)),
        reports=used,
        slope=slope,
    )


def trust(reports: int) -> float:
    """How far `reports` are believed against the offer: 0 for none, towards 1 for many."""
    return reports / (reports + HALF_TRUST)


def tells(report: UseReport) -> bool:
    """Whether it has figures at all."""
    return bool(report.effort_days or report.total_days or report.once_idr or report.yearly_idr)


def _log(real: float | None, offered: float) -> float | None:
    return log(real / offered) if real and offered else None


def _bounded(value: float) -> float:
    return max(-log(MOST_FACTOR), min(log(MOST_FACTOR), value))


def _trusted(ratios: Iterable[float | None]) -> float:
    """Z(n) · median of those that are known; 0 (no change) for none."""
    known = [_bounded(ratio) for ratio in ratios if ratio is not None]
    return trust(len(known)) * median(known) if known else 0.0


def _of_role(
    role: str,
    offered: float,
    reports: Sequence[UseReport],
    scale: Callable[[UseReport, float], float],
    whole: float,
) -> float:
    told = [(report, _log(report.effort_days.get(role), offered)) for report in reports]
    known = [_bounded(scale(report, ratio)) for report, ratio in told if ratio is not None]
    if not known:
        return whole
    return (len(known) * median(known) + HALF_TRUST * whole) / (len(known) + HALF_TRUST)


def _whole_ratios(
    offered: RecipeSummary, reports: Sequence[UseReport]
) -> list[tuple[UseReport, float]]:
    """The whole effort of each report beside the offer: its total where it gives one, else the
    roles that both know."""
    by_role = {role: float(days) for role, days in offered.days_by_role}
    found = []
    for report in reports:
        common = by_role.keys() & report.effort_days.keys()
        if report.total_days or not common:
            real = report.total_days or sum(report.effort_days.values())
            ratio = _log(real, float(offered.days))
        else:
            ratio = _log(
                sum(report.effort_days[role] for role in common),
                sum(by_role[role] for role in common),
            )
        if ratio is not None:
            found.append((report, ratio))
    return found


def _scaling(
    offered: RecipeSummary, reports: Sequence[UseReport], users: int | None
) -> tuple[Callable[[UseReport, float], float], float | None]:
    """How a report's ratio is brought to our size, which is never taken beyond the sizes that
    reports tell of."""
    sized = [
        (log(report.users), ratio)
        for report, ratio in _whole_ratios(offered, reports)
        if report.users
    ]
    slope = supported_slope(sized) if users else None
    if slope is None or not users:
        return lambda report, ratio: ratio, None
    sizes = [size for size, _ratio in sized]
    own = max(min(sizes), min(max(sizes), log(users)))
    return (
        lambda report, ratio: ratio + slope * (own - log(report.users)) if report.users else ratio
    ), slope


def _activity(
    activity: ActivityDocument, factors: dict[str, float], once: float
) -> ActivityDocument:
    days = {role: _days(days * factors[role]) for role, days in activity.effort_days.items()}
    before, after = sum(activity.effort_days.values()), sum(days.values())
    weeks = activity.most_weeks
    if after > before:
        longest = weeks or activity.least_weeks
        weeks = min(MOST_WEEKS, ceil(longest * after / before - 1e-9))
    return activity.model_copy(
        update={
            "effort_days": days,
            "most_weeks": weeks,
            "costs": _costs(activity.costs, once),
        }
    )


def _days(days: float) -> float:
    rounded = Decimal(str(days)).quantize(LEAST_DAYS)
    return float(min(MOST_DAYS, max(LEAST_DAYS, rounded)))


def _costs(costs: Sequence[CostDocument], factor: float) -> tuple[CostDocument, ...]:
    return tuple(
        cost.model_copy(update={"amount_idr": _rupiah(cost.amount_idr, factor)}) for cost in costs
    )


def _rupiah(amount_idr: int, factor: float) -> int:
    """In whole thousands, but for small amounts; what does not change keeps its last rupiah."""
    if factor == 1:
        return amount_idr
    places = -3 if amount_idr >= 100_000 else 0
    return min(MOST_RUPIAH, int(round(amount_idr * factor, places)))


def _changes(
    offered: RecipeSummary, expected: RecipeSummary, reports: Sequence[UseReport]
) -> Iterable[Change]:
    if not reports:
        return
    new = dict(expected.days_by_role)
    for role, days in offered.days_by_role:
        told = [report.effort_days[role] for report in reports if report.effort_days.get(role)]
        yield Change(ChangeKind.ROLE, role, days, new[role], _median(told), len(told))
    for kind, before, after, amounts in (
        (ChangeKind.ONCE, offered.once_idr, expected.once_idr, [r.once_idr for r in reports]),
        (
            ChangeKind.YEARLY,
            offered.yearly_idr,
            expected.yearly_idr,
            [r.yearly_idr for r in reports],
        ),
    ):
        known = [amount for amount in amounts if amount]
        if before:
            yield Change(kind, "", Decimal(before), Decimal(after), _median(known), len(known))


def _missing(offered: RecipeSummary, reports: Sequence[UseReport]) -> Iterable[Change]:
    known = {role for role, _days in offered.days_by_role}
    for role in sorted({role for report in reports for role in report.effort_days} - known):
        told = [report.effort_days[role] for report in reports if report.effort_days.get(role)]
        yield Change(ChangeKind.ROLE, role, Decimal(0), Decimal(0), _median(told), len(told))
    for kind, before, amounts in (
        (ChangeKind.ONCE, offered.once_idr, [report.once_idr for report in reports]),
        (ChangeKind.YEARLY, offered.yearly_idr, [report.yearly_idr for report in reports]),
    ):
        found = [amount for amount in amounts if amount]
        if found and not before:
            yield Change(kind, "", Decimal(0), Decimal(0), _median(found), len(found))


def _median(values: Sequence[float]) -> Decimal | None:
    return Decimal(str(median(values))) if values else None
