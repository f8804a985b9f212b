"""What nodes say about themselves and each other: the node card, a change of key, a hub's list of
members. Each is a signed document (signed_item), told in docs/formats/federation.md."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lumbung.catalogue.domain.federation.signed_item import (
    INSTANT_REGEX,
    ItemInvalid,
    NodeCode,
    Signed,
    check_signature,
    first_fault,
    read_public_key,
)

PublicKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Instant = Annotated[str, Field(pattern=INSTANT_REGEX)]
NodeName = Annotated[str, Field(min_length=1, max_length=200)]
NodeAddress = Annotated[str, Field(pattern=r"^https?://[^\s?#]+/$", max_length=500)]
MOST_KEY_CHANGES = 50
_Document = TypeVar("_Document", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Envelope(_Strict):
    """A document with its signature, as JSON carries both."""

    document: dict[str, Any]
    signature: Annotated[str, Field(max_length=100)]

    def signed(self) -> Signed:
        return Signed(self.document, self.signature)


class KeyChangeDocument(_Strict):
    """Signed by the old key: from now on the new one signs."""

    format: Literal["lumbung-key-change/1"]
    code: NodeCode
    old_key: PublicKey
    new_key: PublicKey
    changed_at: Instant


class NodeCard(_Strict):
    """Signed by the key that it names, which proves that the node holds it."""

    format: Literal["lumbung-node/1"]
    code: NodeCode
    name: NodeName
    url: NodeAddress
    public_key: PublicKey
    software: Annotated[str, Field(max_length=100)]
    is_hub: bool
    key_changes: list[Envelope] = Field([], max_length=MOST_KEY_CHANGES)


class Member(_Strict):
    code: NodeCode
    name: NodeName
    url: NodeAddress
    public_key: PublicKey


class MemberList(_Strict):
    """A hub's word for its members' keys; only who trusts the hub in this takes them."""

    format: Literal["lumbung-members/1"]
    hub: NodeCode
    members: list[Member] = Field(max_length=2000)
    signed_at: Instant


class BundleHead(_Strict):
    """What a bundle file says of itself, signed by the node that wrote it. `audience` is the region
    that it was written for; empty where it holds only what everybody may see."""

    format: Literal["lumbung-bundle/1"]
    code: NodeCode
    audience: Annotated[str, Field(pattern=r"^([0-9a-z][0-9a-z.-]{0,99})?$")]
    made_at: Instant
    count: Annotated[int, Field(ge=0, le=1_000_000)]
    items_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def envelope(signed: Signed) -> dict[str, Any]:
    return {"document": signed.document, "signature": signed.signature}


def read_envelope(found: object) -> Signed:
    """Raises ItemInvalid for what has not the form of a signed document."""
    return _read(Envelope, found).signed()


def read_card(signed: Signed) -> NodeCard:
    """Raises ItemInvalid unless the card is whole and signed by the key it names."""
    card = _read(NodeCard, signed.document)
    read_public_key(card.public_key)
    check_signature(signed, card.public_key)
    return card


def read_members(signed: Signed, *, hub: str, public_key: str) -> MemberList:
    """Raises ItemInvalid unless it is the list of `hub`, signed by its key."""
    found = _read(MemberList, signed.document)
    check_signature(signed, public_key)
    if found.hub != hub:
        raise ItemInvalid(reason="it is the list of another hub")
    return found


def read_bundle_head(signed: Signed, card: NodeCard) -> BundleHead:
    """Raises ItemInvalid unless the node of `card` signed it."""
    found = _read(BundleHead, signed.document)
    check_signature(signed, card.public_key)
    if found.code != card.code:
        raise ItemInvalid(reason="the bundle is of another node than its card")
    return found


def leads_to(changes: Sequence[Signed], code: str, known_key: str, new_key: str) -> bool:
    """Whether the old keys themselves signed the way from `known_key` to `new_key`, step by step.
    What is not signed as it must be leads nowhere."""
    current, steps = known_key, 0
    while current != new_key:
        following = [step for step in map(_step, changes) if step and step[:2] == (code, current)]
        steps += 1
        if not following or steps > MOST_KEY_CHANGES:
            return False
        current = following[-1][2]
    return True


def _step(signed: Signed) -> tuple[str, str, str] | None:
    try:
        change = _read(KeyChangeDocument, signed.document)
        check_signature(signed, change.old_key)
    except ItemInvalid:
        return None
    return change.code, change.old_key, change.new_key


def _read(kind: type[_Document], found: object) -> _Document:
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        raise ItemInvalid(reason=first_fault(error)) from None
