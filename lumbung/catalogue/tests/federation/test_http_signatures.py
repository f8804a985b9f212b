"""Who asks is proven for this request, now, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from http_message_signatures import HTTPMessageSigner, algorithms
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.federation.http_signatures import (
    COVERED,
    TAG,
    Message,
    SignatureRefused,
    _Keys,
    signed_headers,
    verify,
)
from lumbung.catalogue.tests.federation.others import OtherNode

SUMEDANG = OtherNode()
URL = "https://singkawang.example.id/federation/v1/events?after=12"
BODY = b'{"code": "abc"}'


def key_of(key_id: str):
    return SUMEDANG.key.public_key() if key_id == SUMEDANG.code else None


def message(body: bytes = b"") -> Message:
    method = "POST" if body else "GET"
    headers = signed_headers(method, URL, body, key_id=SUMEDANG.code, key=SUMEDANG.key)
    return Message(method, URL, headers)


def test_signed_request_is_proven() -> None:
    proven = verify(message(BODY), BODY, key_of=key_of)
    assert proven.key_id == "32.11" and len(proven.nonce) > 16
    assert proven.nonce != verify(message(), b"", key_of=key_of).nonce


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT"},
        {"url": URL.replace("12", "13")},
        {"url": URL.replace("https", "http")},
        {"url": URL.replace("singkawang", "pontianak")},
    ],
)
def test_signature_fits_no_other_request(change: dict[str, str]) -> None:
    with pytest.raises(SignatureRefused):
        verify(replace(message(BODY), **change), BODY, key_of=key_of)


def test_body_is_covered() -> None:
    with pytest.raises(SignatureRefused):
        verify(message(BODY), BODY + b" ", key_of=key_of)
    unsigned = message()
    with pytest.raises(SignatureRefused):
        verify(unsigned, b"a body that came with it", key_of=key_of)


def test_unknown_key_proves_nothing() -> None:
    with pytest.raises(SignatureRefused):
        verify(message(), b"", key_of=lambda key_id: None)
    with pytest.raises(SignatureRefused):
        verify(message(), b"", key_of=lambda key_id: OtherNode().key.public_key())


def signed_at(created: datetime, **options: object) -> Message:
    found = Message("GET", URL)
    stated = {
        "key_id": "32.11",
        "created": created,
        "expires": created + timedelta(seconds=60),
        "nonce": "0123456789abcdef",
        "tag": TAG,
        "covered_component_ids": COVERED,
    }
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519,
        key_resolver=_Keys(SUMEDANG.key, lambda key_id: None),
    )
    signer.sign(found, **(stated | options))
    return found


def test_clocks_may_differ_by_two_minutes_and_no_more() -> None:
    now = datetime.now(UTC)
    for ahead in (-150, -100, 0, 100):
        verify(signed_at(now + timedelta(seconds=ahead)), b"", key_of=key_of)
    for ahead in (-200, 200, -86_400):
        with pytest.raises(SignatureRefused):
            verify(signed_at(now + timedelta(seconds=ahead)), b"", key_of=key_of)


@pytest.mark.parametrize(
    "missing",
    [
        {"nonce": None},
        {"expires": None},
        {"tag": "another-protocol"},
        {"covered_component_ids": ("@method", "@authority")},
        {"covered_component_ids": ("@target-uri",)},
    ],
)
def test_weaker_signature_is_refused(missing: dict[str, object]) -> None:
    with pytest.raises(SignatureRefused):
        verify(signed_at(datetime.now(UTC), **missing), b"", key_of=key_of)


@given(signature_input=st.text(max_size=80), signature=st.text(max_size=80))
def test_any_header_is_refused_without_a_crash(signature_input: str, signature: str) -> None:
    forged = Message("GET", URL, {"Signature-Input": signature_input, "Signature": signature})
    with pytest.raises(SignatureRefused):
        verify(forged, b"", key_of=key_of)


@pytest.mark.parametrize("until", [timedelta(minutes=10), timedelta(days=3650)])
def test_signature_made_to_hold_for_long_is_refused(until: timedelta) -> None:
    """Its number would have to be remembered as long, of a stranger's request too."""
    now = datetime.now(UTC)
    with pytest.raises(SignatureRefused):
        verify(signed_at(now, expires=now + until), b"", key_of=key_of)


def test_signature_that_ends_with_the_calendar_is_refused() -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    with pytest.raises(SignatureRefused):
        verify(signed_at(datetime.now(UTC), expires=last), b"", key_of=key_of)
