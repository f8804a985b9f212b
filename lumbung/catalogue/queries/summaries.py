"""Our region in figures, as it would be told and as it was."""

from dataclasses import dataclass
from typing import Any

from lumbung.catalogue.domain.federation.audience import AudienceKind
from lumbung.catalogue.domain.federation.bodies.summary import SummaryBody, without_names
from lumbung.catalogue.domain.federation.signed_item import Item
from lumbung.catalogue.models import (
    Adoption,
    Catalog,
    FeedItem,
    Interest,
    Offer,
    RegionSummary,
    SummaryChoice,
)
from lumbung.catalogue.queries.feed import own_code


@dataclass(frozen=True, slots=True)
class Told:
    """What is in our feed now: `document` is the signed item, None where nothing is told."""

    document: dict[str, Any] | None
    sha256: str = ""
    signature: str = ""

    @property
    def is_told(self) -> bool:
        return self.document is not None

    @property
    def is_for_everyone(self) -> bool:
        if self.document is None:
            return False
        audience = Item.model_validate(self.document).audience.audience()
        return audience.kind is AudienceKind.EVERYONE


def own_summary() -> RegionSummary | None:
    return (
        RegionSummary.objects.select_related("region")
        .filter(region=own_code(), catalog=None)
        .first()
    )


def summary_choice() -> SummaryChoice:
    return SummaryChoice.objects.filter(pk=1).first() or SummaryChoice()


def own_hubs() -> list[Catalog]:
    return list(Catalog.objects.filter(is_hub=True, state=Catalog.State.ACTIVE).order_by("name"))


def own_interests() -> dict[str, Interest]:
    return {interest.function: interest for interest in Interest.objects.all()}


def own_counts() -> dict[str, int]:
    """What the catalogue itself knows of us: offers given, infrastructure among them, and
    applications of others in use."""
    given = Offer.objects.filter(catalog=None, provider=own_code(), state=Offer.State.PUBLISHED)
    used = Adoption.objects.filter(region=own_code(), status=Adoption.Status.IN_USE)
    return {
        "offers": given.count(),
        "infrastructure": given.filter(kind=Offer.Kind.INFRASTRUCTURE).count(),
        "adoptions": used.values("entry").distinct().count(),
    }


def summary_body(summary: RegionSummary, *, with_names: bool) -> dict[str, Any]:
    """What is said of us, word by word."""
    plain = {name: getattr(summary, name) for name in SummaryBody.model_fields}
    if not with_names:
        plain["functions"] = without_names(summary.functions)
    return SummaryBody.model_validate(plain).model_dump(mode="json")


def told_summary() -> Told:
    found = FeedItem.objects.filter(
        kind=FeedItem.Kind.SUMMARY, origin=own_code(), catalog=None, is_deleted=False
    ).first()
    return Told(found.item, found.sha256, found.signature) if found else Told(None)
