"""Documents of `/v1`, out and in, as the open catalogue API has them
(publiccodeyml/open-catalog-api 1.4). A field it does not know is refused, so that a slip of the pen
is noticed."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from lumbung.catalogue.v1.paging import Links
from lumbung.kit.api_texts import NO_NUL

MOST_ANALYSIS_BYTES = 256 * 1024


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise PydanticCustomError("url", "An address with http or https is needed.")
    return text


def _email(text: str) -> str:
    name, _at, host = text.strip().lower().rpartition("@")
    if not name or "." not in host or any(letter.isspace() for letter in text.strip()):
        raise PydanticCustomError("email", "An e-mail address is needed.")
    return f"{name}@{host}"


def _none_is_empty(value: object) -> object:
    """JSON null takes a value away (RFC 7386)."""
    return "" if value is None else value


Url = Annotated[
    str,
    Field(max_length=255),
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "maxLength": 255}),
]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
Message = Annotated[str, Field(min_length=2, max_length=2048, pattern=NO_NUL)]
Document = Annotated[str, Field(min_length=1, max_length=99_999, pattern=NO_NUL)]
Vitality = Annotated[str, BeforeValidator(_none_is_empty), Field(max_length=99_999, pattern=NO_NUL)]
Email = Annotated[
    str,
    BeforeValidator(_none_is_empty),
    Field(max_length=254, pattern=NO_NUL),
    AfterValidator(lambda text: _email(text) if text else ""),
]
Aliases = Annotated[list[Url], BeforeValidator(lambda value: value or []), Field(max_length=255)]
AlternativeId = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]


class _In(Schema):
    model_config = ConfigDict(extra="forbid")


class SoftwareOut(Schema):
    id: UUID
    url: str
    aliases: list[str]
    publiccodeYml: str
    active: bool
    vitality: str | None
    catalogId: UUID | None = Field(description="The catalogue it comes from; null for our own")
    createdAt: datetime
    updatedAt: datetime


class SoftwarePost(_In):
    url: Url
    aliases: Aliases = []
    publiccodeYml: Document
    active: bool = True
    vitality: Vitality = ""


class SoftwarePatch(_In):
    url: Url = ""
    aliases: Aliases = []
    publiccodeYml: Document = ""
    active: bool = True
    vitality: Vitality = ""


class CodeHostingOut(Schema):
    url: str
    group: bool
    createdAt: datetime
    updatedAt: datetime


class CodeHostingIn(_In):
    url: Url
    group: bool = True


class PublisherOut(Schema):
    id: UUID
    description: str
    email: str | None
    codeHosting: list[CodeHostingOut]
    active: bool
    alternativeId: str | None
    catalogId: UUID | None = Field(description="The catalogue it comes from; null for our own")
    createdAt: datetime
    updatedAt: datetime


class PublisherPost(_In):
    description: Line
    codeHosting: Annotated[list[CodeHostingIn], Field(min_length=1, max_length=255)]
    email: Email = ""
    active: bool = True
    alternativeId: AlternativeId | None = None


class PublisherPatch(_In):
    description: Line = ""
    codeHosting: Annotated[list[CodeHostingIn], Field(min_length=1, max_length=255)] = []
    email: Email = ""
    active: bool = True
    alternativeId: AlternativeId | None = None


class SourceOut(Schema):
    driver: str
    url: str


class SourceIn(_In):
    """Peers are not made here: they join by an invitation, with their key."""

    driver: Literal["software-catalog-api", "open-catalog", "json", "git"]
    url: Url


class CatalogOut(Schema):
    id: UUID
    name: str
    alternativeId: str
    active: bool
    publishersNamespace: str
    scopes: list[str]
    sources: list[SourceOut]
    createdAt: datetime
    updatedAt: datetime


Scopes = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=64, pattern=NO_NUL)]], Field(max_length=20)
]
Sources = Annotated[list[SourceIn], Field(min_length=1, max_length=1)]
Prefix = Annotated[str, BeforeValidator(_none_is_empty), Field(max_length=200, pattern=NO_NUL)]


class CatalogPost(_In):
    """One source each: where several are read, they are several catalogues."""

    name: Line
    alternativeId: AlternativeId | None = None
    active: bool = True
    publishersNamespace: Prefix = ""
    scopes: Scopes = []
    sources: Sources


class CatalogPatch(_In):
    name: Line = ""
    alternativeId: AlternativeId = ""
    active: bool = True
    publishersNamespace: Prefix = ""
    scopes: Scopes = []
    sources: Sources = []


class LogOut(Schema):
    id: UUID
    message: str
    entity: str | None = Field(description="The path of what it is about")
    createdAt: datetime
    updatedAt: datetime


class LogIn(_In):
    message: Message


class WebhookOut(Schema):
    """The secret is not told again."""

    id: UUID
    url: str
    createdAt: datetime
    updatedAt: datetime


class WebhookPost(_In):
    url: Url
    secret: Annotated[str, Field(min_length=16, max_length=256, pattern=NO_NUL)] | None = None


class WebhookPatch(_In):
    url: Url = ""
    secret: Annotated[str, Field(min_length=16, max_length=256, pattern=NO_NUL)] | None = None


class SoftwarePage(Schema):
    data: list[SoftwareOut]
    links: Links


class PublisherPage(Schema):
    data: list[PublisherOut]
    links: Links


class CatalogPage(Schema):
    data: list[CatalogOut]
    links: Links


class LogPage(Schema):
    data: list[LogOut]
    links: Links


class WebhookPage(Schema):
    data: list[WebhookOut]
    links: Links


class _Version(BaseModel):
    """What every analysis has; the rest of it is its program's own."""

    model_config = ConfigDict(extra="allow")
    v: Annotated[int, Field(strict=True, ge=1, le=999)]


def _bounded(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    if any("\x00" in part or not part.isprintable() for part in found):
        raise PydanticCustomError("pattern", "A namespace is plain text.")
    try:
        size = len(json.dumps(found, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, RecursionError):
        raise PydanticCustomError("json", "This is not plain JSON.") from None
    if size > MOST_ANALYSIS_BYTES:
        raise PydanticCustomError("max", "The analyses are too large.")
    return found


Namespace = Annotated[str, Field(min_length=1, max_length=100)]
AnalysisOut = dict[str, dict[str, Any]]
AnalysisIn = Annotated[
    dict[Namespace, _Version],
    Field(max_length=50),
    AfterValidator(lambda found: _bounded({key: each.model_dump() for key, each in found.items()})),
]
