"""Bundle files: whole, signed, for their reader; taken in by the same rules as a reading."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.federation.node_documents import envelope
from lumbung.catalogue.domain.federation.signed_item import Signed, instant, sign
from lumbung.catalogue.federation.bundles import (
    BundleOfStranger,
    BundleUnfit,
    import_bundle,
    read_bundle,
)
from lumbung.catalogue.models import Catalog, Entry, RefusedItem
from lumbung.catalogue.tests.federation.others import MONDAY, OtherNode
from lumbung.core.models import Role
from lumbung.core.tests.factories import make_user

pytestmark = pytest.mark.django_db


def bundle_by(node: OtherNode, *items: Signed, audience: str = "61.72", **changed) -> BytesIO:
    lines = b"".join(json.dumps(envelope(item)).encode() + b"\n" for item in items)
    lines = changed.pop("lines", lines)
    head = {
        "format": "lumbung-bundle/1",
        "code": node.code,
        "audience": audience,
        "made_at": instant(MONDAY),
        "count": len(items),
        "items_sha256": hashlib.sha256(lines).hexdigest(),
    } | changed
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("bundle.json", json.dumps(envelope(sign(head, node.key))))
        archive.writestr("node.json", json.dumps(envelope(node.card())))
        archive.writestr("items.jsonl", lines)
    stream.seek(0)
    return stream


@pytest.fixture
def magelang() -> OtherNode:
    return OtherNode("33.71")


def test_bundle_of_a_peer_is_taken_in(magelang):
    magelang.catalog()
    file = bundle_by(magelang, magelang.entry("DataGO"), OtherNode("33.71").entry("forged"))
    counts = import_bundle(read_bundle(file), is_compared=False, by=None)
    assert (counts.taken, counts.refused) == (1, 1)
    assert Entry.objects.get().name == "DataGO" and RefusedItem.objects.count() == 1


def test_strangers_bundle_needs_somebody_who_compared_the_key(magelang):
    bundle = read_bundle(bundle_by(magelang, magelang.entry("DataGO")))
    with pytest.raises(BundleOfStranger):
        import_bundle(bundle, is_compared=False, by=None)
    assert not Catalog.objects.exists()
    import_bundle(bundle, is_compared=True, by=None)
    known = Catalog.objects.get()
    assert (known.driver, known.state) == (Catalog.Driver.BUNDLE, Catalog.State.ACTIVE)
    import_bundle(bundle, is_compared=False, by=None)  # known from now on


def test_bundle_under_a_new_key_of_a_known_node(magelang):
    magelang.catalog()
    forger = OtherNode("33.71")
    with pytest.raises(BundleOfStranger):
        import_bundle(read_bundle(bundle_by(forger)), is_compared=False, by=None)
    magelang.change_key()
    file = bundle_by(magelang, magelang.entry("DataGO"))
    assert import_bundle(read_bundle(file), is_compared=False, by=None).taken == 1
    assert Catalog.objects.get().public_key == magelang.public_key


def test_bundle_for_another_region_is_not_taken(magelang):
    magelang.catalog()
    bundle = read_bundle(bundle_by(magelang, audience="61.71"))
    with pytest.raises(BundleUnfit, match=r"61\.71"):
        import_bundle(bundle, is_compared=False, by=None)


@pytest.mark.parametrize(
    "changed",
    [
        {"items_sha256": "0" * 64},
        {"code": "32.11"},
        {"count": -1},
        {"format": "lumbung-bundle/2"},
    ],
)
def test_bundle_whose_parts_do_not_belong_together_is_refused(magelang, changed):
    with pytest.raises(BundleUnfit):
        read_bundle(bundle_by(magelang, **changed))


def test_what_is_no_bundle_is_refused():
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as archive:
        for name in ("bundle.json", "node.json", "items.jsonl"):
            archive.writestr(name, b"0" * 50_000_000)
    bomb.seek(0)
    for file in (BytesIO(b""), BytesIO(b"PK\x03\x04 no more"), bomb):
        with pytest.raises(BundleUnfit):
            read_bundle(file)


def test_lines_that_are_no_json_are_refused_one_by_one(magelang):
    magelang.catalog()
    good = json.dumps(envelope(magelang.entry("DataGO"))).encode()
    file = bundle_by(magelang, lines=b"no json\n" + good + b"\n\xff\xfe\n")
    counts = import_bundle(read_bundle(file), is_compared=False, by=None)
    assert (counts.taken, counts.refused) == (1, 2)


def test_pages_write_and_take_in(client, magelang):
    client.force_login(make_user(role=Role.INTEGRATOR))
    written = client.post("/catalogue/sharing/peers/bundles/export/", {"region": ""})
    assert written["Content-Type"] == "application/zip"
    assert read_bundle(BytesIO(written.content)).head.audience == ""

    content = bundle_by(magelang, magelang.entry("DataGO")).getvalue()
    upload = lambda: SimpleUploadedFile("magelang.zip", content)  # noqa: E731
    shown = client.post("/catalogue/sharing/peers/bundles/import/", {"file": upload()})
    for word in fingerprint(magelang.public_key).split():
        assert word in shown.content.decode()
    assert not Entry.objects.exists()
    client.post("/catalogue/sharing/peers/bundles/import/", {"file": upload(), "is_compared": "on"})
    assert Entry.objects.get().name == "DataGO"
