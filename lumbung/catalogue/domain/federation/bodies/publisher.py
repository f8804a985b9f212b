"""What a node tells of an organisation that publishes software."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    """The body of an item. What a newer node says beyond this is left aside, so that a node that is
    a version behind still reads the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class CodeHosting(Body):
    url: Annotated[str, Field(max_length=500)]
    group: bool = False


class PublisherBody(Body):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    alternative_id: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    code_hosting: Annotated[list[CodeHosting], Field(max_length=100)] = []
    is_active: bool = True

    def hosting(self) -> list[dict[str, Any]]:
        return [each.model_dump() for each in self.code_hosting]
