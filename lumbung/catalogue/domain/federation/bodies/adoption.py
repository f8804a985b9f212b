"""What a node tells of an adoption by its region, to the offering region and to its hub; and the
offering region's answer. Posts, days and counts: never a person, and never what a need is called.

An answer's item has the identifier of the adoption that it answers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lumbung.catalogue.domain.federation.bodies.publisher import Body
from lumbung.catalogue.domain.federation.signed_item import UUID_REGEX
from lumbung.catalogue.domain.offers.terms import parse_day

Day = Annotated[date, BeforeValidator(parse_day)]
Identifier = Annotated[str, Field(pattern=UUID_REGEX)]
StatusWord = Literal[
    "requested", "agreed", "installing", "in-use", "stopped", "declined", "withdrawn"
]


class StepBody(Body):
    status: StatusWord
    on: Day


class AdoptionBody(Body):
    """`offer_slug` helps where the adopter wrote the offer down by hand, so that the provider knows
    it by another identifier."""

    region: Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$")]
    agency: Annotated[str, Field(max_length=200)] = ""
    entry: Identifier
    offer: Identifier | None = None
    offer_slug: Annotated[str, Field(max_length=100)] = ""
    status: StatusWord
    version: Annotated[str, Field(max_length=100)] = ""
    purpose: Annotated[str, Field(max_length=4000)] = ""
    users_count: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    requested_on: Day
    in_use_since: Day | None = None
    stopped_on: Day | None = None
    confirmed_on: Day | None = None
    saved_idr: Annotated[int, Field(ge=-(10**15), le=10**15)] | None = None
    saved_source: Annotated[str, Field(max_length=300)] = ""
    example: bool = False
    steps: Annotated[list[StepBody], Field(max_length=200)] = []


class AnswerBody(Body):
    verdict: Literal["agreed", "declined"]
    note: Annotated[str, Field(max_length=4000)] = ""
    answered_on: Day
