"""What an offer of infrastructure says of itself: how much, for whom, when, how well, the price.

Used by `offer.yml`, the form and the page. As with terms, what is not stated is left out. The money
that a plan counts stands in the recipe, where it has a budget code; the price here is the
provider's word.
"""

from typing import Annotated, Literal

from pydantic import Field

from lumbung.catalogue.domain.offers.terms import Note
from lumbung.catalogue.domain.recipes.recipe import Document, Rupiah

InfrastructureKind = Literal["server-room", "hosting", "help-desk", "network"]
CapacityPer = Literal["application", "agency", "region"]
OpenHours = Literal["always", "working-hours", "other"]
PricePer = Literal["once", "month", "year"]
Hours = Annotated[float, Field(gt=0, le=10_000)]


class InfrastructureDocument(Document):
    """Facts of a server room, of hosting at the provider, of a help desk or of a network."""

    kind: InfrastructureKind
    location: str = Field("", max_length=300, description="Where it stands, e.g. the city")
    per: CapacityPer | None = Field(None, description="What the capacity is given to")
    cpu_millicores: int | None = Field(None, ge=0, le=10_000_000)
    memory_mib: int | None = Field(None, ge=0, le=100_000_000)
    disk_gib: int | None = Field(None, ge=0, le=10_000_000)
    rack_units: int | None = Field(None, ge=0, le=10_000)
    power_watts: int | None = Field(None, ge=0, le=10_000_000)
    bandwidth_mbps: int | None = Field(None, ge=0, le=10_000_000)
    requests_per_month: int | None = Field(
        None, ge=0, le=10_000_000, description="Requests for help that are answered"
    )
    places: int | None = Field(None, ge=0, le=10_000, description="How many may still join")
    open_hours: OpenHours | None = None
    hours_note: str = Field("", max_length=300, description="E.g. Monday to Friday, 8 to 16")
    availability_percent: float | None = Field(None, gt=0, le=100)
    answered_within_hours: Hours | None = None
    restored_within_hours: Hours | None = None
    is_backed_up: bool | None = None
    certificates: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        (), description="E.g. SNI ISO/IEC 27001"
    )
    price_idr: Rupiah | None = Field(None, description="0 where free")
    price_per: PricePer | None = None
    notes: Note = ""
