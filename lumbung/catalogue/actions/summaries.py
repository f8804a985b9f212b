"""Our region in figures, told to our hubs or to everyone as the CIO chose; and the figures of
others, kept as they were signed."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.copies import copy_of
from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.domain.federation.audience import EVERYONE, Audience, regions_only
from lumbung.catalogue.domain.federation.bodies.summary import (
    NeedFigures,
    SummaryBody,
    functions_json,
)
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.domain.search.functions import BY_KEY
from lumbung.catalogue.models import Catalog, FeedItem, Interest, RegionSummary, SummaryChoice
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.queries.summaries import (
    own_counts,
    own_summary,
    summary_body,
    summary_choice,
)
from lumbung.core.access import Right, require_right
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError, gettext_noop
from lumbung.registry.queries import regions

NO_REGION = gettext_noop("it comes from a node that stands for no region")


@transaction.atomic
def publish_region_summary(figures: NeedFigures) -> RegionSummary | None:
    """Keeps our own figures as they are now and tells them as chosen. Safe to run again: what is
    equal is not told twice. None where our region is not in the list of regions."""
    region = regions().filter(code=own_code()).first()
    if region is None:
        return None
    summary = own_summary() or RegionSummary(region=region, public_id=_public_id())
    RegionSummary.objects.filter(region=region).exclude(pk=summary.pk).delete()
    columns = {
        "needs": figures.needs,
        "unmet": figures.unmet,
        "functions": functions_json(figures.functions),
        "saved_idr": figures.saved_idr,
        "saved_from": figures.saved_from[:200],
        "example": figures.example,
        "stated_at": timezone.now(),
        **own_counts(),
    }
    for name, value in columns.items():
        setattr(summary, name, value)
    summary.save()
    _tell(summary)
    return summary


def choose_summary(audience: str, *, with_names: bool, by: User) -> SummaryChoice:
    """To whom our figures are told from now on, and whether with names; they are told, or taken
    back, at once. The CIO's choice."""
    require_right(by, Right.MANAGE_PEERS, subject="summary")
    with transaction.atomic():
        choice, _ = SummaryChoice.objects.update_or_create(
            pk=1,
            defaults={
                "audience": SummaryChoice.Audience(audience),
                "with_names": with_names,
                "chosen_by": by,
                "chosen_at": timezone.now(),
            },
        )
        record_done(by, "choose-summary", choice, audience=audience, with_names=with_names)
        _tell(own_summary())
    return choice


def state_interest(function: str, *, way: str, note: str = "", by: User) -> Interest:
    """Our region would build, or share in, what nobody offers yet. Raises NotFoundError for an
    unknown field of work."""
    require_right(by, Right.EDIT_OFFERS, subject=function)
    if function not in BY_KEY:
        raise NotFoundError(kind="function", key=function)
    with transaction.atomic():
        interest, _ = Interest.objects.update_or_create(
            function=function,
            defaults={
                "way": Interest.Way(way),
                "note": note[:500],
                "stated_by": by,
                "stated_at": timezone.now(),
            },
        )
        record_done(by, "state-interest", function, way=way)
        _tell(own_summary())
    return interest


def withdraw_interest(function: str, *, by: User) -> None:
    require_right(by, Right.EDIT_OFFERS, subject=function)
    with transaction.atomic():
        deleted, _ = Interest.objects.filter(function=function).delete()
        if deleted:
            record_done(by, "withdraw-interest", function)
            _tell(own_summary())


def copy_summary(body: SummaryBody, public_id: UUID, catalog: Catalog, stated_at: Any) -> None:
    """Raises ItemRefused for a node of no region, or one that speaks of another region."""
    if catalog.region is None:
        raise ItemRefused(reason=NO_REGION)
    copy = copy_of(RegionSummary, public_id, catalog)
    known = RegionSummary.objects.filter(region=catalog.region).exclude(pk=copy.pk)
    known.filter(catalog=catalog).delete()
    if known.exists():
        raise ItemRefused(reason=NO_REGION)
    plain = body.model_dump(mode="json")
    for name, value in plain.items():
        setattr(copy, name, value)
    copy.region, copy.stated_at = catalog.region, stated_at
    copy.save()


def drop_summary(public_id: UUID, catalog: Catalog) -> None:
    RegionSummary.objects.filter(public_id=public_id, catalog=catalog).delete()


def _tell(summary: RegionSummary | None) -> None:
    """Last in its transaction: the feed stays locked until it ends."""
    audience = _audience(summary_choice())
    if summary is None or audience is None:
        retract_item(FeedItem.Kind.SUMMARY, _public_id())
        return
    summary.interests = interests_json()
    summary.save(update_fields=["interests"])
    publish_item(
        FeedItem.Kind.SUMMARY,
        summary.public_id,
        summary_body(summary, with_names=summary_choice().with_names),
        audience=audience,
        may_relay=audience == EVERYONE,
    )


def interests_json() -> list[dict[str, str]]:
    return [
        {"function": each.function, "way": each.way, "note": each.note}
        for each in Interest.objects.order_by("function")
    ]


def _audience(choice: SummaryChoice) -> Audience | None:
    if choice.audience == SummaryChoice.Audience.EVERYONE:
        return EVERYONE
    if choice.audience == SummaryChoice.Audience.HUBS:
        hubs = Catalog.objects.filter(is_hub=True, state=Catalog.State.ACTIVE)
        codes = tuple(hubs.values_list("alternative_id", flat=True))
        return regions_only(codes) if codes else None
    return None


def _public_id() -> UUID:
    """The same on every node, and after a new beginning: a region has one summary."""
    return uuid5(NAMESPACE_URL, f"lumbung:summary:{own_code()}")
