"""What other rooms and the catalogue's own pages read. Drafts and withdrawn offers are seen only by
those who see all agencies; agency officers see what is published, and visitors only what is offered
to everyone."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lumbung.catalogue.domain.offers.infrastructure import InfrastructureDocument
from lumbung.catalogue.domain.offers.infrastructure_rows import infrastructure_rows
from lumbung.catalogue.domain.offers.offer_document import FORMAT, AudienceDocument, OfferDocument
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.offers.terms_rows import terms_groups
from lumbung.catalogue.domain.offers.terms_summary import TermsGroup, TermsRow
from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_summary import RecipeSummary, summarise
from lumbung.catalogue.models import Offer
from lumbung.catalogue.phrase_words import terms_in_words
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """An offer with its documents read: terms, recipe and shared activities as typed values."""

    offer: Offer
    terms: TermsDocument
    infrastructure: InfrastructureDocument | None
    recipe: RecipeDocument
    shared: tuple[ActivityDocument, ...]
    summary: RecipeSummary

    @property
    def audience_names(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.offer.audience_regions.order_by("code"))

    @property
    def terms_groups(self) -> tuple[TermsGroup, ...]:
        is_infrastructure = self.offer.kind == Offer.Kind.INFRASTRUCTURE
        return terms_groups(self.terms, is_infrastructure=is_infrastructure)

    @property
    def terms_text(self) -> str:
        """Terms and their notes as one text, for what is kept outside the catalogue."""
        return terms_in_words(self.terms)

    @property
    def infrastructure_rows(self) -> tuple[TermsRow, ...]:
        return infrastructure_rows(self.infrastructure) if self.infrastructure else ()


def offers(viewer: User | AnonymousUser) -> QuerySet[Offer]:
    found = Offer.objects.select_related("provider", "catalog", "entry")
    if sees_all_agencies(viewer):
        return found
    if isinstance(viewer, User):
        return found.filter(state=Offer.State.PUBLISHED)
    return public_offers()


def public_offers() -> QuerySet[Offer]:
    """What anybody may see: published, and offered to everyone; ours and those of others."""
    return Offer.objects.select_related("provider", "catalog", "entry").filter(
        state=Offer.State.PUBLISHED, audience=Offer.Audience.EVERYONE
    )


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
    return detail_of(offer(viewer, pk))


def offer_detail_unseen(pk: int) -> OfferDetail:
    """For the system itself, whatever the offer's state. Raises NotFoundError."""
    found = Offer.objects.select_related("provider", "catalog", "entry").filter(pk=pk).first()
    if found is None:
        raise NotFoundError(kind="offer", key=pk)
    return detail_of(found)


def detail_of(found: Offer) -> OfferDetail:
    recipe, shared = recipe_of(found), shared_activities_of(found)
    return OfferDetail(
        offer=found,
        terms=terms_of(found),
        infrastructure=infrastructure_of(found),
        recipe=recipe,
        shared=shared,
        summary=summarise(recipe, shared),
    )


def terms_of(offer: Offer) -> TermsDocument:
    return TermsDocument.model_validate(offer.terms, strict=False)


def infrastructure_of(offer: Offer) -> InfrastructureDocument | None:
    facts = offer.infrastructure_facts
    return InfrastructureDocument.model_validate(facts, strict=False) if facts else None


def audience_of(offer: Offer) -> AudienceDocument | None:
    """None where it is everyone, as offer.yml leaves it out then."""
    if offer.audience == Offer.Audience.EVERYONE:
        return None
    codes = sorted(row.code for row in offer.audience_regions.all())
    return AudienceDocument.model_validate(
        {"kind": offer.audience, "regions": tuple(codes)}, strict=False
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
            "format": FORMAT,
            "id": offer.slug,
            "provider": offer.provider_id or "",
            "audience": audience_of(offer),
            "terms": offer.terms,
            "infrastructure": offer.infrastructure_facts or None,
            "recipe": offer.recipe,
            "shared_activities": offer.shared_activities,
            "source": offer.source,
            "example": offer.example,
        },
        strict=False,
    )
