"""Signed items: whatever is changed in one, by a byte, is refused; nothing crashes what reads
them."""

import json
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.federation.audience import Audience, AudienceKind, province_of, union
from lumbung.catalogue.domain.federation.signed_item import (
    Item,
    ItemInvalid,
    Signed,
    canonical,
    check_signature,
    public_key_text,
    read_item,
    sign,
)
from lumbung.catalogue.tests.federation.others import OtherNode

SUMEDANG = OtherNode()
SIGNED = SUMEDANG.entry("e-Office")
TEXT = canonical(SIGNED.document)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(place=st.integers(0, len(TEXT) - 1), bit=st.integers(0, 7))
def test_every_flipped_bit_of_the_document_is_refused(place: int, bit: int) -> None:
    changed = bytearray(TEXT)
    changed[place] ^= 1 << bit
    try:
        document = json.loads(changed)
    except ValueError:
        return
    with pytest.raises(ItemInvalid):
        check_signature(Signed(document, SIGNED.signature), SUMEDANG.public_key)


@given(place=st.integers(0, 63), bit=st.integers(0, 7))
def test_every_flipped_bit_of_the_signature_is_refused(place: int, bit: int) -> None:
    changed = bytearray(b64decode(SIGNED.signature))
    changed[place] ^= 1 << bit
    with pytest.raises(ItemInvalid):
        check_signature(Signed(SIGNED.document, b64encode(changed).decode()), SUMEDANG.public_key)


@given(text=st.text(max_size=100))
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(ItemInvalid):
        check_signature(Signed(SIGNED.document, text), SUMEDANG.public_key)


def test_signature_in_other_letters_is_refused() -> None:
    """Base64 leaves spare bits and blanks to the writer; an item has one signature, not several."""
    with pytest.raises(ItemInvalid):
        check_signature(Signed(SIGNED.document, SIGNED.signature + "\n"), SUMEDANG.public_key)


@given(document=JSON)
def test_what_is_no_item_is_refused(document: object) -> None:
    with pytest.raises(ItemInvalid):
        read_item(document)


@given(body=st.dictionaries(st.text(), JSON, max_size=4))
def test_any_json_is_signed_and_read_back_alike(body: dict[str, object]) -> None:
    try:
        signed = SUMEDANG.item("entry", body)
        canonical(signed.document)
    except ItemInvalid:
        return  # what programs read differently is not signed: large integers, half characters
    carried = json.loads(json.dumps(signed.document))
    check_signature(Signed(carried, signed.signature), SUMEDANG.public_key)
    assert read_item(carried).key == read_item(signed.document).key


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "lumbung-item/2"}, "format"),
        ({"kind": "Entry"}, "kind"),
        ({"public_id": "1"}, "public_id"),
        ({"origin": "../etc"}, "origin"),
        ({"updated_at": "2026-11-24"}, "updated_at"),
        ({"updated_at": "2026-13-24T00:00:00.000000Z"}, "does not match"),
        ({"audience": {"kind": "everyone", "regions": ["61"]}}, "audience"),
        ({"audience": {"kind": "regions", "regions": []}}, "audience"),
        ({"deleted": True}, "a deleted item has no body"),
        ({"body": None}, "a deleted item has no body"),
        ({"extra": 1}, "extra"),
        ({"may_relay": 1}, "may_relay"),
    ],
)
def test_item_of_wrong_form_is_refused_with_the_place(change: dict, reason: str) -> None:
    with pytest.raises(ItemInvalid, match=reason):
        read_item(SIGNED.document | change)


def test_huge_and_endless_items_are_refused() -> None:
    nested: list = []
    for _level in range(100_000):
        nested = [nested]
    for body in ({"text": "x" * 1_000_001}, {"nested": nested}):
        with pytest.raises(ItemInvalid):
            read_item(SIGNED.document | {"body": body})


def test_another_key_does_not_fit() -> None:
    other = public_key_text(Ed25519PrivateKey.generate())
    for key in (other, "", "AAAA", "no base64"):
        with pytest.raises(ItemInvalid):
            check_signature(SIGNED, key)


def test_signing_twice_gives_the_same() -> None:
    assert sign(SIGNED.document, SUMEDANG.key) == SIGNED
    assert Item.model_validate(SIGNED.document).origin == "32.11"


CODES = st.sampled_from(["61", "61.72", "61.71", "32", "32.11"])
AUDIENCES = st.one_of(
    st.just(Audience(AudienceKind.EVERYONE)),
    st.builds(
        Audience,
        st.sampled_from([AudienceKind.PROVINCE, AudienceKind.REGIONS]),
        st.lists(CODES, min_size=1, max_size=3).map(tuple),
    ),
)


@given(first=AUDIENCES, second=AUDIENCES, code=CODES | st.just(""))
def test_union_includes_whom_either_includes(first: Audience, second: Audience, code: str) -> None:
    both = union([first, second])
    assert both is not None
    if first.includes(code, province_of(code)) or second.includes(code, province_of(code)):
        assert both.includes(code, province_of(code))
    if first.covers(second) and second.includes(code, province_of(code)):
        assert first.includes(code, province_of(code))
