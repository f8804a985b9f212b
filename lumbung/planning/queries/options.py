"""Options, shared activities and the horizon, as a viewer may see them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_summary import (
    ActivitySummary,
    RecipeSummary,
    summarise,
)
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.planning.models import Horizon, Option, OptionService, SharedActivity
from lumbung.planning.queries.option_news import options_with_news


@dataclass(frozen=True, slots=True)
class OptionDetail:
    """An option with its recipe read. `services` are those the viewer may see."""

    option: Option
    recipe: RecipeDocument
    shared: tuple[ActivityDocument, ...]
    summary: RecipeSummary
    services: tuple[OptionService, ...]


def options(viewer: User | AnonymousUser) -> QuerySet[Option]:
    """All for those who see all agencies, else those that serve the viewer's own agency's needs."""
    found = Option.objects.select_related("offer", "provider").prefetch_related(
        "services__need__agency"
    )
    if sees_all_agencies(viewer):
        return found
    return found.filter(needs__agency=getattr(viewer, "agency_id", None) or -1).distinct()


def options_matching(
    viewer: User | AnonymousUser,
    *,
    text: str = "",
    kind: str = "",
    agency: str = "",
    enabled: str = "",
    news: str = "",
) -> QuerySet[Option]:
    """`enabled` is "yes", "no" or empty; empty filters match all. `news`: "yes" for those whose
    reports of use have changed since their recipe was taken."""
    found = options(viewer)
    if news:
        found = found.filter(pk__in=options_with_news())
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(provider_name__icontains=word)
            | Q(services__need__name__icontains=word)
        )
    exact = {"kind": kind, "needs__agency__slug": agency}
    found = found.filter(**{field: value for field, value in exact.items() if value})
    return (found.filter(is_enabled=enabled == "yes") if enabled else found).distinct()


def option(viewer: User | AnonymousUser, pk: int) -> Option:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    try:
        return options(viewer).get(pk=pk)
    except Option.DoesNotExist:
        raise NotFoundError(kind="option", key=pk) from None


def option_detail(viewer: User | AnonymousUser, pk: int) -> OptionDetail:
    """Raises NotFoundError as `option` does."""
    found = option(viewer, pk)
    document = found.recipe
    services = found.services.select_related("need__agency").order_by("pk")
    if not sees_all_agencies(viewer):
        document = own_recipe(document)
        services = services.filter(need__agency=getattr(viewer, "agency_id", None))
    recipe = RecipeDocument.model_validate(document, strict=False)
    shared = shared_activities()
    return OptionDetail(found, recipe, shared, summarise(recipe, shared), tuple(services))


def own_recipe(document: Mapping[str, Any]) -> dict[str, Any]:
    """A recipe as an agency officer may see it: without the identifiers of others' needs and
    options, which are made from names."""
    hidden = ("requires_needs", "requires_options", "excludes")
    return {key: value for key, value in document.items() if key not in hidden}


def shared_activity(pk: int) -> SharedActivity:
    """Raises NotFoundError."""
    found = SharedActivity.objects.filter(pk=pk).first()
    if found is None:
        raise NotFoundError(kind="shared activity", key=pk)
    return found


def shared_activity_rows() -> list[tuple[SharedActivity, ActivitySummary, int]]:
    """Each shared activity in figures, and the number of options that use it."""
    used = Counter(
        used for option in Option.objects.only("recipe") for used in option.recipe.get("uses", ())
    )
    documents = shared_activities()
    everything = RecipeDocument(uses=tuple(document.id for document in documents))
    summaries = summarise(everything, documents).activities
    rows = SharedActivity.objects.order_by("pk")
    return [(row, summary, used[row.slug]) for row, summary in zip(rows, summaries, strict=True)]


def shared_activities() -> tuple[ActivityDocument, ...]:
    """The shared activities that the region's options may use."""
    return tuple(
        ActivityDocument.model_validate(row.document, strict=False)
        for row in SharedActivity.objects.order_by("pk")
    )


def current_horizon() -> Horizon | None:
    return Horizon.objects.select_related("region").filter(is_current=True).first()
