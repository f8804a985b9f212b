"""Writing offers. Each is checked whole before anything is stored."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from pydantic import BaseModel

from lumbung.catalogue.actions.offer_entries import (
    drop_unneeded_entry,
    entry_for,
    follow_offers,
    keep_offered_text,
)
from lumbung.catalogue.actions.own_items import untell
from lumbung.catalogue.domain.offers.offer_checks import offer_findings
from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.errors import NotOursToChange, RecipeInvalid
from lumbung.catalogue.models import FeedItem, Offer
from lumbung.catalogue.queries.offers import offer_as_document
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.registry.actions import change_row, create_row, delete_row
from lumbung.registry.queries import regions


@transaction.atomic
def create_offer(fields: Mapping[str, Any], *, by: User | None) -> Offer:
    """A draft. `publiccode_yml` among the fields goes to its entry: the one given, the one known by
    the address in that text, or a new one. Raises RowInvalid (a field) or RecipeInvalid."""
    columns, text = _apart(fields)
    entry = columns.pop("entry", None) or entry_for(columns, text)
    offer = create_row(Offer, {**columns, "entry": entry}, by=by)
    _require_sound(offer)
    _keep_entry(offer, text or None, by)
    return offer


@transaction.atomic
def change_offer(offer: Offer, fields: Mapping[str, Any], *, by: User | None) -> Offer:
    """Raises RowInvalid, RecipeInvalid, or NotOursToChange; nothing is stored then."""
    _require_own(offer)
    columns, text = _apart(fields)
    if columns.get("entry", offer.entry) is None:
        del columns["entry"]
    before = offer.entry
    change_row(offer, columns, by=by)
    _require_sound(offer)
    _keep_entry(offer, text if offer.entry == before else text or None, by)
    if offer.entry != before and not drop_unneeded_entry(before, by=by):
        follow_offers(before)
    return offer


@transaction.atomic
def import_offer(document: OfferDocument, publiccode_yml: str = "", *, by: User | None) -> Offer:
    """Creates or updates the offer of the document's id. `publiccode_yml` goes to its entry;
    without it, the entry stays as it is. An offer that is published stays so; a new one is a draft.
    Raises NotFoundError for an unknown region."""
    fields = offer_fields(document)
    if publiccode_yml.strip():
        fields["publiccode_yml"] = publiccode_yml
    known = Offer.objects.filter(slug=document.id).first()
    return change_offer(known, fields, by=by) if known else create_offer(fields, by=by)


def offer_fields(document: OfferDocument) -> dict[str, Any]:
    """The document as columns. Raises NotFoundError for a provider that is no region."""
    provider = regions().filter(code=document.provider).first() if document.provider else None
    if document.provider and provider is None:
        raise NotFoundError(kind="region", key=document.provider)
    plain = ("name", "kind", "provider_name", "provider_agency", "function", "description")
    audience, infrastructure = document.audience, document.infrastructure
    codes = audience.regions if audience else ()
    return {
        **{name: getattr(document, name) for name in plain},
        "slug": document.id,
        "provider": provider,
        "audience": audience.kind if audience else Offer.Audience.EVERYONE,
        "audience_regions": list(regions().filter(code__in=codes)),
        "terms": document_json(document.terms),
        "infrastructure": infrastructure.kind if infrastructure else "",
        "infrastructure_facts": document_json(infrastructure) if infrastructure else {},
        "recipe": recipe_json(document.recipe),
        "shared_activities": [activity_json(each) for each in document.shared_activities],
        "source": document.source,
        "example": document.example,
    }


def document_json(document: BaseModel) -> dict[str, Any]:
    """How parts of an offer are kept: without what is left at its default."""
    return document.model_dump(mode="json", exclude_defaults=True)


def recipe_json(recipe: RecipeDocument) -> dict[str, Any]:
    return document_json(recipe)


def activity_json(activity: ActivityDocument) -> dict[str, Any]:
    return document_json(activity)


@transaction.atomic
def publish_offer(offer: Offer, *, by: User | None) -> Offer:
    return _move(offer, Offer.State.PUBLISHED, "publish-offer", by)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User | None) -> Offer:
    """Options made from it stay as they are: the plan decides about them."""
    return _move(offer, Offer.State.WITHDRAWN, "withdraw-offer", by)


@transaction.atomic
def delete_offer(offer: Offer, *, by: User | None) -> None:
    """Its entry goes with it where nothing else needs it. Raises StillInUse where options come from
    the offer, NotOursToChange where it is not ours."""
    _require_own(offer)
    entry, public_id = offer.entry, offer.public_id
    delete_row(offer, by=by)
    untell(FeedItem.Kind.OFFER, public_id)
    if not drop_unneeded_entry(entry, by=by):
        follow_offers(entry)


def _require_own(offer: Offer) -> None:
    if not offer.is_own:
        raise NotOursToChange(region=str(offer.catalog))


def _move(offer: Offer, state: str, action: str, by: User | None) -> Offer:
    _require_own(offer)
    if offer.state != state:
        offer.state = state
        offer.save(update_fields=["state", "updated_at"])
        record_done(by, action, offer, pk=offer.pk)
        follow_offers(offer.entry)
    return offer


def _apart(fields: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The offer's own columns, and publiccode.yml; None where the fields say nothing of it."""
    columns = dict(fields)
    return columns, columns.pop("publiccode_yml", None)


def _keep_entry(offer: Offer, text: str | None, by: User | None) -> None:
    if text is not None:
        keep_offered_text(offer.entry, text, by=by)
    follow_offers(offer.entry)


def _require_sound(offer: Offer) -> None:
    findings = offer_findings(offer_as_document(offer))
    if findings:
        raise RecipeInvalid(findings)
