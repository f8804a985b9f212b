"""What a node tells of a piece of software or infrastructure that it knows."""

from typing import Annotated, Literal

from pydantic import Field

from lumbung.catalogue.domain.federation.bodies.publisher import Body
from lumbung.catalogue.domain.federation.signed_item import UUID_REGEX


class EntryBody(Body):
    """`publiccode_yml` is the origin's last good copy, whole; the receiver judges it anew. The
    other fields describe what has none."""

    kind: Literal["software", "infrastructure"]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    function: Annotated[str, Field(max_length=300)] = ""
    description: Annotated[str, Field(max_length=20_000)] = ""
    publisher: Annotated[str, Field(pattern=UUID_REGEX)] | None = None
    url: Annotated[str, Field(max_length=500)] = ""
    aliases: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=100)] = []
    publiccode_yml: Annotated[str, Field(max_length=400_000)] = ""
    vitality: Annotated[str, Field(max_length=99_999)] = ""
    source: Annotated[str, Field(max_length=4000)] = ""
    example: bool = False
    rests_on_offers: bool = Field(
        False, description="Shown only to those who are shown one of its offers"
    )
