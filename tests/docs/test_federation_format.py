"""docs/formats/federation.md says what the code does: its examples are read, and their signatures
hold."""

import json
import re
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, algorithms

from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.federation.judging import Judgement, Ours, judge
from lumbung.catalogue.domain.federation.node_documents import (
    leads_to,
    read_bundle_head,
    read_card,
    read_envelope,
    read_members,
)
from lumbung.catalogue.domain.federation.signed_item import Item, canonical, public_key_text
from lumbung.catalogue.federation.http_signatures import (
    COVERED,
    TAG,
    VALID_FOR,
    Message,
    _Keys,
)
from lumbung.catalogue.federation.kinds import KINDS
from lumbung.catalogue.federation.pulling import _EventsAnswer, _ItemsAnswer, _ManifestAnswer
from lumbung.catalogue.models import FeedItem
from lumbung.catalogue.node_urls import urlpatterns
from tests.architecture.sources import ROOT

TEXT = (ROOT / "docs/formats/federation.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"<!-- example: ([a-z-]+) -->\n```[a-z]+\n(.*?)\n```", re.DOTALL)
# The keys of RFC 8032, section 7.1, tests 1 and 2.
SUMEDANG, SINGKAWANG = (
    Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    for secret in (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    )
)
OURS = Ours("61.72", "61", datetime(2026, 11, 24, 12, 0, tzinfo=UTC))


def examples(name: str) -> list[str]:
    found = [content for known, content in EXAMPLE.findall(TEXT) if known == name]
    assert found, name
    return found


def example(name: str) -> dict:
    return json.loads(examples(name)[0])


def judged(event: dict) -> tuple[Item, Judgement]:
    signed = read_envelope({key: event[key] for key in ("document", "signature")})
    key = public_key_text(SUMEDANG)
    return judge(signed, ours=OURS, giver="32.11", origin_key=key, known=None)


def test_item_holds_and_its_body_is_one() -> None:
    item, judgement = judged(example("item"))
    assert judgement is Judgement.TAKE
    KINDS[FeedItem.Kind(item.kind)].schema.model_validate(item.body)
    text, sha256 = examples("canonical")[0].split("\n")
    signed = read_envelope(example("item"))
    assert (canonical(signed.document).decode(), signed.sha256) == (text, sha256)


def test_answers_are_what_a_reader_reads() -> None:
    events = _EventsAnswer.model_validate(example("events"))
    assert [judged(event)[0].deleted for event in events.events] == [False, True]
    manifest = _ManifestAnswer.model_validate(example("manifest"))
    told = [read_envelope({k: e[k] for k in ("document", "signature")}) for e in events.events]
    assert [listed.sha256 for listed in manifest.items] == [signed.sha256 for signed in told]
    items = _ItemsAnswer.model_validate(example("items"))
    assert items.answered == len([judged(event) for event in items.items])


def test_signed_documents_hold() -> None:
    card = read_card(read_envelope(example("card")))
    assert card.public_key == public_key_text(SUMEDANG)
    assert f"`{fingerprint(card.public_key)}`" in TEXT
    members = read_members(
        read_envelope(example("members")), hub="61", public_key=public_key_text(SUMEDANG)
    )
    assert [member.code for member in members.members] == ["61.72"]
    change = read_envelope(example("key-change"))
    assert leads_to([change], "32.11", card.public_key, public_key_text(SINGKAWANG))
    assert read_bundle_head(read_envelope(example("bundle")), card).audience == "61.72"


@pytest.mark.parametrize("text", examples("request"))
def test_requests_are_signed_so(text: str) -> None:
    head, _blank, body = text.partition("\n\n")
    request, *lines = head.split("\n")
    method, path, _version = request.split()
    headers = dict(line.split(": ", 1) for line in lines)
    created = int(re.search(r"created=(\d+)", headers["Signature-Input"])[1])
    again = Message(method, f"https://{headers['Host']}{path}")
    if body:
        again.headers["Content-Type"] = "application/json"
    at = datetime.fromtimestamp(created, UTC)
    HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519,
        key_resolver=_Keys(SINGKAWANG, lambda key_id: None),
    ).sign(
        again,
        key_id="61.72",
        created=at,
        expires=at + VALID_FOR,
        nonce=re.search(r'nonce="([^"]+)"', headers["Signature-Input"])[1],
        tag=TAG,
        covered_component_ids=COVERED,
        body=body.encode() or None,
    )
    assert {name: headers[name] for name in again.headers} == again.headers


def test_every_address_is_told() -> None:
    names = {str(pattern.pattern).removeprefix("v1/") for pattern in urlpatterns}
    for name in names - {"join/"}:
        assert re.search(rf"`(GET |POST )?{name}[`?]", TEXT), name
