"""`offer.yml`: what one region offers another, as a document; its JSON Schema comes from here.

Only shape and ranges; references and cycles inside the recipe are found by `offer_checks`. An offer
stands alone: every shared activity that its recipe uses is defined in it, and an equal id in two
offers means the same activity (one PKS with Sumedang for all that comes from Sumedang).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lumbung.catalogue.domain.recipe import (
    ActivityDocument,
    Document,
    Id,
    Name,
    RecipeDocument,
    Rupiah,
)


def _parse_day(value: object) -> object:
    """YAML 1.2 keeps dates as strings; strict mode would refuse them."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_parse_day)]
RegionCode = Annotated[str, Field(pattern=r"^([0-9]{2}(\.[0-9]{2})?)?$", max_length=5)]
Note = Annotated[str, Field(max_length=2000)]


class TermsDocument(Document):
    """On what conditions the provider shares. What is not stated is left out, not guessed."""

    fee_idr: Rupiah | None = Field(None, description="One-off fee to the provider; 0 where free")
    agreement: Note = Field(
        "", description="Agreements needed first, e.g. Kesepakatan Bersama, PKS"
    )
    onward_sharing_allowed: bool | None = Field(
        None, description="Whether the adopter may offer it to others"
    )
    commercial_use_allowed: bool | None = None
    support: Note = Field("", description="What help the provider gives, e.g. until installation")
    support_until: Day | None = Field(None, description="Last day of that help")
    data_location: Note = Field("", description="Where the adopter's data will be kept")
    notes: Note = ""


class OfferDocument(Document):
    """One application, or infrastructure, that others may adopt or use."""

    format: Literal["lumbung-offer/1"]
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
    terms: TermsDocument = TermsDocument()
    shared_activities: tuple[ActivityDocument, ...] = Field(
        (), description="Activities that other recipes of this provider share"
    )
    recipe: RecipeDocument = RecipeDocument()
