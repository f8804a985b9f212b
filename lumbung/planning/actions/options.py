"""Ways to serve needs: made from an offer or of our own, opened to the planner or kept back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lumbung.catalogue.actions import recipe_json
from lumbung.catalogue.domain.recipes.recipe import RecipeDocument
from lumbung.catalogue.domain.recipes.use_report import UseReport
from lumbung.catalogue.queries import OfferDetail, offer_detail
from lumbung.core.models import User
from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.models import Need, Option, OptionService, SharedActivity
from lumbung.planning.queries.option_findings import option_findings
from lumbung.planning.queries.sharpening import offer_sharpening
from lumbung.registry.actions import change_row, create_row, delete_row

MOST_NAMED = 8
NAMED = gettext_noop("Corrected by reports of use: %(reports)s")
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
    detail: OfferDetail,
    fields: Mapping[str, Any],
    services: Services,
    *,
    by: User | None,
    sharpened: bool = True,
) -> Option:
    """Takes an offer into the plan: a copy of its recipe, its provider, terms and source. `fields`
    (kind, and optionally slug and name) win over the offer's. `sharpened`: the recipe as reports of
    use correct it, where there are any. Raises RowInvalid, OptionInvalid."""
    keep_shared_activities(detail.offer.shared_activities)
    kind = str(fields.get("kind", ""))
    values = _fields_of(detail) | _recipe_fields(detail, kind, sharpened) | dict(fields)
    return create_option(values, services, by=by)


@transaction.atomic
def retake_recipe(option: Option, *, by: User, sharpened: bool = False) -> Option:
    """Replaces the option's recipe by what its offer says today, with `sharpened` as reports of use
    correct it; the region's own prerequisites and exclusions stay, and nothing is left out any
    more. Raises OptionInvalid, and NotFoundError for an option of no offer."""
    detail = offer_detail(by, option.offer_id or 0)
    keep_shared_activities(detail.offer.shared_activities)
    own = {key: option.recipe[key] for key in REGIONAL_KEYS if key in option.recipe}
    values = _recipe_fields(detail, option.kind, sharpened, source=option.source)
    fields = values | {"recipe": values["recipe"] | own, "left_out": []}
    return change_option(option, fields, by=by)


@transaction.atomic
def leave_recipe(option: Option, *, by: User) -> Option:
    """Decides that the recipe stays although reports of use tell otherwise: they count as known.
    Raises NotFoundError for an option of no offer."""
    detail = offer_detail(by, option.offer_id or 0)
    return change_row(option, {"reports_known": offer_sharpening(detail).marks}, by=by)


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
    offer = detail.offer
    return {
        "slug": offer.slug,
        "name": offer.name,
        "offer": offer,
        "provider": offer.provider,
        "provider_name": offer.provider_title,
        "terms": _terms_of(detail),
    }


def _terms_of(detail: OfferDetail) -> str:
    """In the region's language, whoever stores it: it goes into plans that others read."""
    with override(settings.LANGUAGE_CODE):
        return detail.terms_text


def _recipe_fields(
    detail: OfferDetail, kind: str, sharpened: bool, *, source: str | None = None
) -> dict[str, Any]:
    """The recipe with where it comes from: `source` (the offer's, for a new option), and the
    reports that correct it."""
    offer = detail.offer
    source = _without_reports(offer.source if source is None else source)
    sharpening = offer_sharpening(detail)
    found = sharpening.sharpened
    fields = {
        "recipe": _recipe_of(offer.recipe, kind),
        "source": source,
        "example": offer.example or detail.recipe.example,
        "reports_known": sharpening.marks,
    }
    if not sharpened or not found.reports:
        return fields
    return fields | {
        "recipe": _recipe_of(recipe_json(found.recipe), kind),
        "source": "\n".join(filter(None, (source, _named(found.reports)))),
        "example": bool(fields["example"]) or found.is_example,
    }


def _named(reports: Sequence[UseReport]) -> str:
    with override(settings.LANGUAGE_CODE):
        shown = "; ".join(report.label for report in reports[:MOST_NAMED])
        left_out = len(reports) - MOST_NAMED
        if left_out > 0:
            shown = _("%(reports)s; and %(count)s more") % {"reports": shown, "count": left_out}
        return _(NAMED) % {"reports": shown}


def _without_reports(source: str) -> str:
    """Takes out the line that `_named` wrote, which speaks of older reports."""
    with override(settings.LANGUAGE_CODE):
        start = _(NAMED).partition("%(reports)s")[0]
    return "\n".join(line for line in source.splitlines() if not line.startswith(start))


def _recipe_of(recipe: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Without its source and mark, which an option keeps in columns, and without ids that only the
    provider knows. What is used at the provider's takes no room on our servers."""
    left_out = {"source", "example", *REGIONAL_KEYS}
    if kind == OptionKind.USE.value:
        left_out.add("demand")
    return {key: value for key, value in recipe.items() if key not in left_out}


def _set_services(option: Option, services: Services) -> None:
    option.services.all().delete()
    OptionService.objects.bulk_create(
        OptionService(option=option, need=need, fit_percent=fit) for need, fit in services
    )


def _require_sound(option: Option) -> None:
    findings = option_findings(option, RecipeDocument.model_validate(option.recipe, strict=False))
    if findings:
        raise OptionInvalid(findings)
