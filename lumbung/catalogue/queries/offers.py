"""What other rooms and the catalogue's own pages read. Drafts and withdrawn offers are seen only by
those who see all agencies; agency officers see what is published."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lumbung.catalogue.domain.offer_document import OfferDocument, TermsDocument
from lumbung.catalogue.domain.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipe_summary import RecipeSummary, summarise
from lumbung.catalogue.models import Offer
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """An offer with its documents read: terms, recipe and shared activities as typed values."""

    offer: Offer
    terms: TermsDocument
    recipe: RecipeDocument
    shared: tuple[ActivityDocument, ...]
    summary: RecipeSummary


def offers(viewer: User | AnonymousUser) -> QuerySet[Offer]:
    found = Offer.objects.select_related("provider")
    if sees_all_agencies(viewer):
        return found
    return found.filter(state=Offer.State.PUBLISHED)


def offers_matching(
    viewer: User | AnonymousUser,
    *,
    text: str = "",
    provider: str = "",
    kind: str = "",
    state: str = "",
) -> QuerySet[Offer]:
    """`text` is looked for in name, function, description and provider; empty filters match all."""
    found = offers(viewer)
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(function__icontains=word)
            | Q(description__icontains=word)
            | Q(provider__name__icontains=word)
            | Q(provider_name__icontains=word)
        )
    exact = {"provider": provider, "kind": kind, "state": state}
    return found.filter(**{field: value for field, value in exact.items() if value})


def offer(viewer: User | AnonymousUser, pk: int) -> Offer:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    try:
        return offers(viewer).get(pk=pk)
    except Offer.DoesNotExist:
        raise NotFoundError(kind="offer", key=pk) from None


def offer_of_slug(slug: str) -> Offer | None:
    """For loading prepared sets, whatever its state."""
    return Offer.objects.filter(slug=slug).first()


def offer_detail(viewer: User | AnonymousUser, pk: int) -> OfferDetail:
    """Raises NotFoundError as `offer` does."""
    found = offer(viewer, pk)
    recipe, shared = recipe_of(found), shared_activities_of(found)
    return OfferDetail(
        offer=found,
        terms=TermsDocument.model_validate(found.terms, strict=False),
        recipe=recipe,
        shared=shared,
        summary=summarise(recipe, shared),
    )


def recipe_of(offer: Offer) -> RecipeDocument:
    return RecipeDocument.model_validate(offer.recipe, strict=False)


def shared_activities_of(offer: Offer) -> tuple[ActivityDocument, ...]:
    return tuple(
        ActivityDocument.model_validate(document, strict=False)
        for document in offer.shared_activities
    )


def offer_as_document(offer: Offer) -> OfferDocument:
    """The offer as offer.yml tells it."""
    plain = ("name", "kind", "provider_name", "provider_agency", "function", "description")
    return OfferDocument.model_validate(
        {
            **{name: getattr(offer, name) for name in plain},
            "format": "lumbung-offer/1",
            "id": offer.slug,
            "provider": offer.provider_id or "",
            "terms": offer.terms,
            "recipe": offer.recipe,
            "shared_activities": offer.shared_activities,
            "source": offer.source,
            "example": offer.example,
        },
        strict=False,
    )
