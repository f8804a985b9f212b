"""What reports of use make of an offer's recipe, and whether an option rests on older ones."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lumbung.catalogue.domain.recipes.recipe_summary import RecipeSummary, summarise
from lumbung.catalogue.domain.recipes.sharpening import Change, ChangeKind, Sharpened, sharpen
from lumbung.catalogue.domain.recipes.use_report import UseReport
from lumbung.catalogue.queries import (
    OfferDetail,
    offer_detail,
    own_users,
    use_reports,
)
from lumbung.core.models import User
from lumbung.planning.queries.options import OptionDetail


@dataclass(frozen=True, slots=True)
class OfferSharpening:
    """An offer with its recipe as experience corrects it. `users` is our own size, where known."""

    detail: OfferDetail
    sharpened: Sharpened
    users: int | None

    @property
    def marks(self) -> dict[str, str]:
        """What is kept with an option that rests on these reports."""
        return {report.key: report.mark for report in self.sharpened.reports}

    @property
    def summary(self) -> RecipeSummary:
        return summarise(self.sharpened.recipe, self.detail.shared)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An option beside what its offer and all reports say today. `news` are reports that were not
    there when its recipe was taken, or had other figures; `dropped` is the number of those that
    were there and are no longer told."""

    option: OptionDetail
    sharpening: OfferSharpening
    news: tuple[UseReport, ...]
    dropped: int

    @property
    def rows(self) -> tuple[tuple[Change, Decimal | None], ...]:
        """Each figure with what the option has today; None where the option has no such role."""
        today = self.option.summary
        days = dict(today.days_by_role)
        sums = {
            ChangeKind.ONCE: Decimal(today.once_idr),
            ChangeKind.YEARLY: Decimal(today.yearly_idr),
        }
        return tuple(
            (each, days.get(each.role) if each.kind is ChangeKind.ROLE else sums[each.kind])
            for each in self.sharpening.sharpened.changes
        )

    @property
    def is_news(self) -> bool:
        return bool(self.news or self.dropped)


def offer_sharpening(detail: OfferDetail) -> OfferSharpening:
    entry_pk = detail.offer.entry_id
    users = own_users(entry_pk)
    found = sharpen(detail.recipe, detail.shared, use_reports(entry_pk), users=users)
    return OfferSharpening(detail, found, users)


def sharpening_proposal(viewer: User, detail: OptionDetail) -> Proposal | None:
    """None for an option of no offer, and where no report of use tells anything."""
    option = detail.option
    if option.offer_id is None:
        return None
    sharpening = offer_sharpening(offer_detail(viewer, option.offer_id))
    known: dict[str, Any] = option.reports_known or {}
    if not sharpening.marks and not known:
        return None
    news = tuple(
        report for report in sharpening.sharpened.reports if known.get(report.key) != report.mark
    )
    return Proposal(detail, sharpening, news, len(known.keys() - sharpening.marks.keys()))
