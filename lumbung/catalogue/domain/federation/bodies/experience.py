"""What a region tells others about an entry: a question, an answer, or a report of use. It speaks
as a region; names of persons are not part of it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field

from lumbung.catalogue.domain.federation.bodies.publisher import Body
from lumbung.catalogue.domain.recipes.use_report import EffortDocument


def _parse_instant(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _parse_uuid(value: object) -> object:
    return UUID(value) if isinstance(value, str) else value


Instant = Annotated[AwareDatetime, BeforeValidator(_parse_instant)]
PublicId = Annotated[UUID, BeforeValidator(_parse_uuid)]


class ExperienceBody(Body):
    """`entry` and `entry_url` name what it is about: by its identifier, or, where a node knows the
    same software under another one, by its repository. `region` is the code of the node's
    region."""

    kind: Literal["question", "answer", "report"]
    entry: PublicId
    entry_url: Annotated[str, Field(max_length=500)] = ""
    question: PublicId | None = None
    region: Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$", max_length=5)]
    agency_name: Annotated[str, Field(max_length=200)] = ""
    title: Annotated[str, Field(max_length=200)] = ""
    text: Annotated[str, Field(max_length=10_000)] = ""
    version: Annotated[str, Field(max_length=100)] = ""
    users_count: Annotated[int, Field(ge=0, le=10**9)] | None = None
    months_in_use: Annotated[int, Field(ge=0, le=1200)] | None = None
    effort: EffortDocument = EffortDocument()
    went_wrong: Annotated[str, Field(max_length=10_000)] = ""
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    written_at: Instant
    example: bool = False
