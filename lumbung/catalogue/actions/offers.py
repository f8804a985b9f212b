"""Writing offers. Each is checked whole before anything is stored."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lumbung.catalogue.actions.entries import keep_entry_of
from lumbung.catalogue.domain.offer_checks import offer_findings
from lumbung.catalogue.domain.offer_document import OfferDocument
from lumbung.catalogue.domain.publiccode import check_publiccode
from lumbung.catalogue.domain.recipe import ActivityDocument, Document, RecipeDocument
from lumbung.catalogue.errors import NotOursToChange, RecipeInvalid
from lumbung.catalogue.models import Offer
from lumbung.catalogue.queries.offers import offer_as_document
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import Finding, NotFoundError
from lumbung.registry.actions import change_row, create_row, delete_row
from lumbung.registry.queries import regions


@transaction.atomic
def create_offer(fields: Mapping[str, Any], *, by: User | None) -> Offer:
    """A draft. Raises RowInvalid (a field) or RecipeInvalid (the recipe)."""
    offer = create_row(Offer, _with_findings(fields), by=by)
    _require_sound(offer)
    keep_entry_of(offer)
    return offer


@transaction.atomic
def change_offer(offer: Offer, fields: Mapping[str, Any], *, by: User | None) -> Offer:
    """Raises RowInvalid, RecipeInvalid, or NotOursToChange; nothing is stored then."""
    _require_own(offer)
    change_row(offer, _with_findings(fields), by=by)
    _require_sound(offer)
    return offer


@transaction.atomic
def import_offer(document: OfferDocument, publiccode_yml: str = "", *, by: User | None) -> Offer:
    """Creates or updates the offer of the document's id, and keeps publiccode.yml as given. An
    offer that is published stays so; a new one is a draft. Raises NotFoundError for an unknown
    region."""
    fields = offer_fields(document) | {"publiccode_yml": publiccode_yml}
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


def document_json(document: Document) -> dict[str, Any]:
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


def delete_offer(offer: Offer, *, by: User | None) -> None:
    """Raises StillInUse where options come from it, NotOursToChange where it is not ours."""
    _require_own(offer)
    delete_row(offer, by=by)


def _require_own(offer: Offer) -> None:
    if not offer.is_own:
        raise NotOursToChange(region=str(offer.catalog))


def _move(offer: Offer, state: str, action: str, by: User | None) -> Offer:
    _require_own(offer)
    if offer.state != state:
        offer.state = state
        offer.save(update_fields=["state", "updated_at"])
        record_done(by, action, offer, pk=offer.pk)
    return offer


def _with_findings(fields: Mapping[str, Any]) -> dict[str, Any]:
    if "publiccode_yml" not in fields:
        return dict(fields)
    text = fields["publiccode_yml"]
    found = check_publiccode(text).findings if text.strip() else ()
    return dict(fields) | {"publiccode_findings": [_kept(finding) for finding in found]}


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "message": finding.message,
        "hint": finding.hint,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.value,
        "facts": dict(finding.facts),
    }


def _require_sound(offer: Offer) -> None:
    findings = offer_findings(offer_as_document(offer))
    if findings:
        raise RecipeInvalid(findings)
