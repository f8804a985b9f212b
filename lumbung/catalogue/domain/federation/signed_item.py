"""What a node says to others: an item, in canonical JSON (RFC 8785), signed with Ed25519 (RFC 8032)
by the key of the node that it comes from. docs/formats/federation.md tells the format.

Nothing here knows a clock, a file or a table. An item is checked in two steps: `read_item` judges
its form, `check_signature` who signed it.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lumbung.catalogue.domain.federation.audience import Audience, AudienceKind
from lumbung.kit.errors import LumbungError, gettext_noop

FORMAT = "lumbung-item/1"
MOST_ITEM_BYTES = 1_000_000
CODE_REGEX = r"^[0-9a-z][0-9a-z.-]{0,99}$"
UUID_REGEX = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
INSTANT_REGEX = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
NodeCode = Annotated[str, Field(pattern=CODE_REGEX)]


class ItemInvalid(LumbungError):
    """An item, or another signed document, that is not what it must be; nothing of it is used."""

    code = "item-invalid"
    message = gettext_noop("The item cannot be used: %(reason)s")
    hint = gettext_noop("Ask the region that it comes from; nothing of it was stored.")


NOT_CANONICAL = gettext_noop("not JSON that every program reads alike (RFC 8785)")
SIGNATURE_ODD = gettext_noop("its signature is not written as base64 should be")
SIGNATURE_WRONG = gettext_noop("its signature is not by the key of its origin")
KEY_WRONG = gettext_noop("the public key is no Ed25519 key in base64")
TOO_LARGE = gettext_noop("it is larger than a megabyte")


class AudienceDocument(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["everyone", "province", "regions"]
    regions: list[NodeCode] = Field([], max_length=600)

    @model_validator(mode="after")
    def _names_regions_where_it_must(self) -> "AudienceDocument":
        self.audience()
        return self

    def audience(self) -> Audience:
        return Audience(AudienceKind(self.kind), tuple(self.regions))


class Item(BaseModel):
    """The document that is signed. A deleted item (tombstone) has no body."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["lumbung-item/1"]
    kind: Annotated[str, Field(pattern=r"^[a-z]{1,12}$")]
    public_id: Annotated[str, Field(pattern=UUID_REGEX)]
    origin: NodeCode
    audience: AudienceDocument
    may_relay: bool
    updated_at: Annotated[str, Field(pattern=INSTANT_REGEX)]
    deleted: bool
    body: dict[str, Any] | None

    @model_validator(mode="after")
    def _body_unless_deleted(self) -> "Item":
        if self.deleted == (self.body is not None):
            raise ValueError("a deleted item has no body, every other has one")
        read_instant(self.updated_at)
        return self

    @property
    def key(self) -> tuple[str, str, str]:
        return self.origin, self.kind, self.public_id

    @property
    def updated(self) -> datetime:
        return read_instant(self.updated_at)


@dataclass(frozen=True, slots=True)
class Signed:
    """A document with its signature, as it travels."""

    document: dict[str, Any]
    signature: str

    @property
    def sha256(self) -> str:
        return digest(self.document)


def instant(at: datetime) -> str:
    """UTC to the microsecond, always in the same form, so that texts sort as instants do."""
    return at.astimezone(UTC).strftime(_INSTANT)


def read_instant(text: str) -> datetime:
    """Raises ValueError for a day or hour that does not exist."""
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)


def item_document(
    kind: str,
    public_id: str,
    origin: str,
    *,
    audience: Audience,
    may_relay: bool,
    updated_at: datetime,
    body: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The document of an item of ours; without a body it is a tombstone."""
    return {
        "format": FORMAT,
        "kind": kind,
        "public_id": public_id,
        "origin": origin,
        "audience": {"kind": audience.kind.value, "regions": list(audience.regions)},
        "may_relay": may_relay,
        "updated_at": instant(updated_at),
        "deleted": body is None,
        "body": None if body is None else dict(body),
    }


def read_item(document: object) -> Item:
    """Raises ItemInvalid for what is no item, or too large."""
    if len(canonical(document)) > MOST_ITEM_BYTES:
        raise ItemInvalid(reason=TOO_LARGE)
    try:
        return Item.model_validate(document)
    except ValidationError as error:
        raise ItemInvalid(reason=first_fault(error)) from None


def first_fault(error: ValidationError) -> str:
    """The first thing wrong, with its place; never the value, which may be large or hostile."""
    fault = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    return f"{place}: {fault['msg']}"[:300] if place else fault["msg"][:300]


def canonical(document: object) -> bytes:
    """RFC 8785. Raises ItemInvalid for what JSON cannot carry between programs: not-a-number,
    integers beyond 2^53, half characters, or a nesting without end."""
    try:
        return rfc8785.dumps(document)  # type: ignore[arg-type]
    except (ValueError, TypeError, RecursionError):
        raise ItemInvalid(reason=NOT_CANONICAL) from None


def digest(document: object) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()


def sign(document: dict[str, Any], key: Ed25519PrivateKey) -> Signed:
    return Signed(document, b64encode(key.sign(canonical(document))).decode("ascii"))


def check_signature(signed: Signed, public_key: str) -> None:
    """Raises ItemInvalid unless the holder of `public_key` (base64) signed exactly this."""
    try:
        signature = b64decode(signed.signature, validate=True)
        if b64encode(signature).decode("ascii") != signed.signature:
            raise ItemInvalid(reason=SIGNATURE_ODD)
        read_public_key(public_key).verify(signature, canonical(signed.document))
    except (NotBase64, InvalidSignature, ValueError):
        raise ItemInvalid(reason=SIGNATURE_WRONG) from None


def public_key_text(key: Ed25519PrivateKey) -> str:
    return b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def read_public_key(text: str) -> Ed25519PublicKey:
    """Raises ItemInvalid where it is no Ed25519 key in base64."""
    try:
        return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
    except (NotBase64, ValueError):
        raise ItemInvalid(reason=KEY_WRONG) from None
