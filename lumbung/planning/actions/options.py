"""Ways to serve needs: made from an offer or of our own, opened to the planner or kept back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lumbung.catalogue.domain.recipe import RecipeDocument
from lumbung.catalogue.queries import OfferDetail, offer_detail
from lumbung.core.models import User
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.models import Need, Option, OptionService, SharedActivity
from lumbung.planning.queries.option_findings import option_findings
from lumbung.registry.actions import change_row, create_row, delete_row

Services = Sequence[tuple[Need, int]]
# What only the adopting region can say about a recipe.
REGIONAL_KEYS = ("requires_needs", "requires_options", "excludes")


@transaction.atomic
def create_option(fields: Mapping[str, Any], services: Services, *, by: User | None) -> Option:
    """`services`: the needs it serves, with the fit in percent. Raises RowInvalid,
    OptionInvalid."""
    option = create_row(Option, fields, by=by)
    _set_services(option, services)
    _require_sound(option)
    return option


@transaction.atomic
def change_option(
    option: Option, fields: Mapping[str, Any], services: Services | None = None, *, by: User | None
) -> Option:
    """`services`, where given, replace those known. Raises RowInvalid, OptionInvalid."""
    change_row(option, fields, by=by)
    if services is not None:
        _set_services(option, services)
    _require_sound(option)
    return option


@transaction.atomic
def create_option_from_offer(
    detail: OfferDetail, fields: Mapping[str, Any], services: Services, *, by: User | None
) -> Option:
    """Takes an offer into the plan: a copy of its recipe, its provider, terms and source. `fields`
    (kind, and optionally slug and name) win over the offer's. Raises RowInvalid, OptionInvalid."""
    keep_shared_activities(detail.offer.shared_activities)
    return create_option(_fields_of(detail) | dict(fields), services, by=by)


@transaction.atomic
def retake_recipe(option: Option, *, by: User) -> Option:
    """Replaces the option's recipe by what its offer says today; the region's own prerequisites and
    exclusions stay, and nothing is left out any more. Raises OptionInvalid, and NotFoundError for
    an option of no offer."""
    detail = offer_detail(by, option.offer_id or 0)
    keep_shared_activities(detail.offer.shared_activities)
    own = {key: option.recipe[key] for key in REGIONAL_KEYS if key in option.recipe}
    fields = {"recipe": _recipe_of(detail) | own, "left_out": []}
    return change_option(option, fields, by=by)


def set_option_enabled(option: Option, enabled: bool, *, by: User | None) -> Option:
    """Opens the option to the planner, or keeps it back without losing it."""
    return change_row(option, {"is_enabled": enabled}, by=by)


def delete_option(option: Option, *, by: User | None) -> None:
    delete_row(option, by=by)


def keep_shared_activities(documents: Sequence[Mapping[str, Any]]) -> None:
    """Makes those known that are not yet; what the region already has is its own and stays."""
    known = set(SharedActivity.objects.values_list("slug", flat=True))
    SharedActivity.objects.bulk_create(
        SharedActivity(slug=document["id"], document=dict(document))
        for document in documents
        if document["id"] not in known
    )


def _fields_of(detail: OfferDetail) -> dict[str, Any]:
    offer, terms = detail.offer, detail.terms
    return {
        "slug": offer.slug,
        "name": offer.name,
        "offer": offer,
        "provider": offer.provider,
        "provider_name": offer.provider_title,
        "terms": "; ".join(filter(None, (terms.agreement, terms.support, terms.notes))),
        "recipe": _recipe_of(detail),
        "source": offer.source,
        "example": offer.example or detail.recipe.example,
    }


def _recipe_of(detail: OfferDetail) -> dict[str, Any]:
    """Without its source and mark, which an option keeps in columns, and without ids that only the
    provider knows."""
    left_out = {"source", "example", *REGIONAL_KEYS}
    return {key: value for key, value in detail.offer.recipe.items() if key not in left_out}


def _set_services(option: Option, services: Services) -> None:
    option.services.all().delete()
    OptionService.objects.bulk_create(
        OptionService(option=option, need=need, fit_percent=fit) for need, fit in services
    )


def _require_sound(option: Option) -> None:
    findings = option_findings(option, RecipeDocument.model_validate(option.recipe, strict=False))
    if findings:
        raise OptionInvalid(findings)
