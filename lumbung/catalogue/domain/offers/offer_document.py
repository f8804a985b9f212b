"""`offer.yml`: what one region offers another, as a document; its JSON Schema comes from here.

Only shape and ranges; what spans keys is found by `offer_checks`. A document of version 1 is one
of version 2 that says less, so both are read by the same model; version 2 is written. An offer
stands alone: every shared activity that its recipe uses is defined in it, and an equal id in two
offers means the same activity (one PKS with Sumedang for all that comes from Sumedang).
"""

from typing import Annotated, Literal

from pydantic import Field

from lumbung.catalogue.domain.offers.infrastructure import InfrastructureDocument
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    Document,
    Id,
    Name,
    RecipeDocument,
)

RegionCode = Annotated[str, Field(pattern=r"^([0-9]{2}(\.[0-9]{2})?)?$", max_length=5)]
ListedCode = Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$", max_length=5)]
FORMAT: Literal["lumbung-offer/2"] = "lumbung-offer/2"


class AudienceDocument(Document):
    """Whom the offer is made to. Left out, it is made to everyone."""

    kind: Literal["everyone", "province", "regions"]
    regions: tuple[ListedCode, ...] = Field(
        (), max_length=600, description="Provinces for `province`; the regions for `regions`"
    )


class OfferDocument(Document):
    """One application, or infrastructure, that others may adopt or use."""

    format: Literal["lumbung-offer/1", "lumbung-offer/2"] = Field(
        description="/1 knows fewer terms, and no audience or infrastructure; both are read"
    )
    id: Id = Field(description="Unique among the offers of a node, e.g. sumedang-e-office")
    name: Name
    kind: Literal["application", "infrastructure"]
    provider: RegionCode = Field("", description="Kemendagri code; empty where no region offers it")
    provider_name: str = Field(
        "", max_length=200, description="Needed where `provider` is empty, e.g. a community"
    )
    provider_agency: str = Field("", max_length=200)
    function: str = Field("", max_length=300, description="What it is for, in a few words")
    description: str = Field("", max_length=10_000)
    audience: AudienceDocument | None = None
    terms: TermsDocument = TermsDocument()
    infrastructure: InfrastructureDocument | None = Field(
        None, description="Only where `kind` is infrastructure"
    )
    shared_activities: tuple[ActivityDocument, ...] = Field(
        (), description="Activities that other recipes of this provider share"
    )
    recipe: RecipeDocument = RecipeDocument()
