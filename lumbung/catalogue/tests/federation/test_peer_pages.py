"""Pages about other nodes: who may do what, what they show, and parting."""

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue.actions.peers import create_invitation, keep_members
from lumbung.catalogue.actions.pulls import PullCounts
from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.federation.node_documents import envelope, read_members
from lumbung.catalogue.domain.federation.signed_item import instant, sign
from lumbung.catalogue.federation.joining import invitation_link
from lumbung.catalogue.federation.own_node import own_public_key
from lumbung.catalogue.federation.pulling import pull
from lumbung.catalogue.federation.receiving import receive
from lumbung.catalogue.models import Catalog, Entry, Invitation, Offer
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.federation.others import MONDAY, OtherNode, event, tell
from lumbung.core.models import AuditEntry, Role
from lumbung.core.tests.factories import make_user
from lumbung.registry.tests.factories import make_region

pytestmark = pytest.mark.django_db
PEERS = "/catalogue/sharing/peers/"


@pytest.fixture
def sumedang() -> OtherNode:
    return OtherNode("32.11")


@pytest.fixture
def integrator(client):
    client.force_login(make_user(role=Role.INTEGRATOR))
    return client


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_who_may_not_manage_is_refused(client, sumedang, role):
    peer = sumedang.catalog()
    client.force_login(make_user(role=role))
    for path in ("invite/", "join/", "bundles/", f"{peer.pk}/part/"):
        assert client.get(PEERS + path).status_code == 403
    for path in ("read", "pause", "resume", "compare", "trust", "interval", "part"):
        assert client.post(f"{PEERS}{peer.pk}/{path}/").status_code == 403
    assert client.post(f"{PEERS}own/change-key/").status_code == 403
    assert client.get(PEERS).status_code == (200 if role == Role.AUDITOR else 403)
    peer.refresh_from_db()
    assert peer.state == Catalog.State.ACTIVE


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_show_how_a_peer_is_doing(integrator, sumedang, language):
    peer = sumedang.catalog()
    sumedang.serve(sumedang.entry("e-Office"), OtherNode("32.11").entry("forged"))
    pull(peer.pk, node=sumedang)
    sumedang.dies_after = 0
    pull(peer.pk, node=sumedang)

    headers = {"Accept-Language": language}
    listed = integrator.get(PEERS, headers=headers).content.decode()
    assert "Kabupaten Sumedang" in listed and fingerprint(own_public_key()).split()[0] in listed
    shown = integrator.get(f"{PEERS}{peer.pk}/", headers=headers).content.decode()
    for word in (*fingerprint(sumedang.public_key).split(), "dead", "32.11"):
        assert word in shown
    own = integrator.get(f"{PEERS}own/", headers=headers).content.decode()
    assert own_public_key() in own


def test_reading_is_queued_once_and_followed(integrator, sumedang):
    peer = sumedang.catalog()
    for _time in range(2):
        integrator.post(f"{PEERS}{peer.pk}/read/")
    assert DBTaskResult.objects.ready().count() == 1
    fragment = integrator.get(f"{PEERS}{peer.pk}/progress/")
    assert b"hx-get" in fragment.content
    DBTaskResult.objects.all().delete()
    assert integrator.get(f"{PEERS}{peer.pk}/progress/")["HX-Refresh"] == "true"


def test_pause_resume_compare_and_interval_are_kept_and_logged(integrator, sumedang):
    peer = sumedang.catalog()
    page = f"{PEERS}{peer.pk}/"
    integrator.post(page + "pause/")
    peer.refresh_from_db()
    assert peer.state == Catalog.State.PAUSED
    integrator.post(page + "resume/")
    integrator.post(page + "compare/")
    integrator.post(page + "interval/", {"interval_minutes": "360"})
    integrator.post(page + "interval/", {"interval_minutes": "7"})
    peer.refresh_from_db()
    assert (peer.state, peer.interval_minutes) == (Catalog.State.ACTIVE, 360)
    assert peer.key_compared_at is not None
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"pause-peer", "resume-peer", "compare-key", "change-peer"} <= done


def test_invitation_link_is_shown_once_and_kept_as_a_hash(integrator):
    make_region("32.11", name="Kabupaten Sumedang", level="kabupaten")
    answer = integrator.post(f"{PEERS}invite/", {"region": "32.11", "as_member": "on"}, follow=True)
    assert "federation/join/#" in answer.content.decode()
    again = integrator.get(f"{PEERS}invite/").content.decode()
    assert "federation/join/#" not in again
    invitation = Invitation.objects.get()
    assert len(invitation.code_sha256) == 64 and invitation.as_member
    integrator.post(f"{PEERS}invitations/{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_who_brings_the_code_becomes_a_member(client, sumedang):
    _invitation, code = create_invitation(region_code="", as_member=True, by=None)
    content = {"code": code, "card": envelope(sumedang.card())}

    answer = tell(client, "join", content, sumedang)
    assert answer.status_code == 201 and answer.json()["as_member"] is True
    peer = Catalog.objects.get()
    assert (peer.alternative_id, peer.public_key) == ("32.11", sumedang.public_key)
    assert peer.is_member and peer.state == Catalog.State.ACTIVE
    assert tell(client, "join", content, sumedang).status_code == 201  # its answer was lost
    other = OtherNode("33.71")
    late = {"code": code, "card": envelope(other.card())}
    assert tell(client, "join", late, other).status_code == 409


@pytest.mark.parametrize("fault", ["wrong code", "too late", "withdrawn", "another region"])
def test_invitation_that_does_not_hold_is_refused(client, sumedang, fault):
    make_region("33.71", name="Kota Magelang", level="kota")
    region = "33.71" if fault == "another region" else ""
    _invitation, code = create_invitation(region_code=region, as_member=False, by=None)
    now = timezone.now()
    if fault == "too late":
        Invitation.objects.update(expires_at=now)
    if fault == "withdrawn":
        Invitation.objects.update(withdrawn_at=now)
    if fault == "wrong code":
        code = "another-code-of-the-same-length"
    content = {"code": code, "card": envelope(sumedang.card())}
    assert tell(client, "join", content, sumedang).status_code == 409
    assert not Catalog.objects.exists()


def test_known_name_with_another_key_is_not_taken_over(client, sumedang):
    sumedang.catalog()
    _invitation, code = create_invitation(region_code="", as_member=False, by=None)
    forger = OtherNode("32.11")
    content = {"code": code, "card": envelope(forger.card())}
    assert tell(client, "join", content, forger).status_code == 409
    assert Catalog.objects.get().public_key == sumedang.public_key
    ourselves = OtherNode("61.72")
    content = {"code": code, "card": envelope(ourselves.card())}
    assert tell(client, "join", content, ourselves).status_code == 409


def test_card_of_one_and_signature_of_another_do_not_join(client, sumedang):
    _invitation, code = create_invitation(region_code="", as_member=False, by=None)
    content = {"code": code, "card": envelope(sumedang.card())}
    assert tell(client, "join", content, OtherNode("32.11")).status_code == 401


def test_link_that_is_none_is_told(integrator):
    answer = integrator.post(f"{PEERS}join/", {"link": "https://example.id/"})
    assert answer.status_code == 400
    link = invitation_link("http://127.0.0.1:1/", "x" * 30)
    assert integrator.post(f"{PEERS}join/", {"link": link}).status_code == 400


def test_page_behind_the_link_is_public(client):
    shown = client.get("/federation/join/").content.decode()
    assert fingerprint(own_public_key()).split()[0] in shown


def test_hubs_word_is_taken_for_the_unknown_alone(sumedang):
    hub_node, pontianak = OtherNode("61"), OtherNode("61.71")
    hub = hub_node.catalog(trusts_members=True, is_hub=True)
    direct = sumedang.catalog()
    impostor = OtherNode("32.11")
    told = {
        "format": "lumbung-members/1",
        "hub": "61",
        "members": [
            {"code": each.code, "name": each.code, "url": "https://x.id/", "public_key": key}
            for each, key in (
                (pontianak, pontianak.public_key),
                (sumedang, impostor.public_key),
                (OtherNode("61.72"), impostor.public_key),
            )
        ],
        "signed_at": instant(MONDAY),
    }
    found = read_members(sign(told, hub_node.key), hub="61", public_key=hub_node.public_key)
    keep_members(hub, found)

    direct.refresh_from_db()
    assert direct.public_key == sumedang.public_key
    known = Catalog.objects.get(alternative_id="61.71")
    assert (known.state, known.vouched_by) == (Catalog.State.KNOWN, hub)
    assert not Catalog.objects.filter(alternative_id="61.72").exists()
    keep_members(hub, found.model_copy(update={"members": []}))
    known.refresh_from_db()
    assert known.vouched_by is None


@pytest.mark.parametrize("drop", [False, True])
def test_parting_loses_nothing_of_ours(integrator, sumedang, drop):
    peer = sumedang.catalog(is_hub=True)
    rested, free = sumedang.entry("rested on"), sumedang.entry("free")
    offer = sumedang.offer(free.document["public_id"])
    with transaction.atomic():
        receive([event(rested), event(free), event(offer)], peer, PullCounts())
    ours = make_offer(entry=Entry.objects.get(name="rested on"))

    shown = integrator.get(f"{PEERS}{peer.pk}/part/").content.decode()
    assert "3" in shown
    integrator.post(f"{PEERS}{peer.pk}/part/", {"drop_copies": "on"} if drop else {})

    peer.refresh_from_db()
    assert (peer.state, peer.is_hub, peer.cursor) == (Catalog.State.LEFT, False, "")
    ours.refresh_from_db()
    assert ours.entry.name == "rested on" and ours.entry.is_active is not drop
    assert Entry.objects.filter(name="free").exists() is not drop
    assert Offer.objects.filter(catalog=peer).exists() is not drop
    assert AuditEntry.objects.filter(action="remove-peer").exists()
