"""What the tests let a node do, inside its own process: the very actions that pages and jobs
call."""

import time
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions import (
    create_offer,
    delete_offer,
    keys,
    publish_offer,
    withdraw_offer,
)
from lumbung.catalogue.actions.entries import keep_entry
from lumbung.catalogue.actions.feed import columns, next_sequence, sequence_lock
from lumbung.catalogue.actions.offers import change_offer
from lumbung.catalogue.actions.peers import create_invitation, pause_peer, resume_peer
from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.federation.signed_item import Signed, sign
from lumbung.catalogue.federation import joining
from lumbung.catalogue.federation.client import NodeClient
from lumbung.catalogue.federation.own_node import own_public_key, stated_address
from lumbung.catalogue.federation.pulling import pull as pull_peer
from lumbung.catalogue.models import Catalog, Entry, FeedItem, Offer, RefusedItem
from lumbung.catalogue.node_key import node_key
from lumbung.registry.queries import region, regions

PUBLICCODE = """\
publiccodeYmlVersion: "0.4"
name: Aplikasi {number}
url: {url}
softwareVersion: {version}
releaseDate: "2026-01-15"
platforms: [web, linux]
categories: [document-management, workflow-management]
developmentStatus: stable
softwareType: standalone/web
description:
  id:
    shortDescription: Aplikasi contoh nomor {number} untuk pelayanan daerah
    longDescription: >
      {long}
    features: [Surat masuk, Disposisi, Tanda tangan elektronik, Laporan, Arsip]
  en:
    shortDescription: Example application {number} for services of a region
    longDescription: >
      {long}
    features: [Letters, Routing, Signatures, Reports, Archive]
legal:
  license: EUPL-1.2
maintenance:
  type: internal
  contacts:
    - name: Dinas Komunikasi dan Informatika
localisation:
  localisationReady: true
  availableLanguages: [id, en]
"""
LONG = "Aplikasi ini dipakai perangkat daerah untuk melayani warga dan mencatat hasilnya. " * 12
RECIPE = {"activities": [{"id": "install", "name": "Pasang", "least_weeks": 2}]}


def own_address() -> str:
    return stated_address()


def invite(region_code: str = "", as_member: bool = False) -> str:
    _invitation, code = create_invitation(region_code=region_code, as_member=as_member, by=None)
    return joining.invitation_link(own_address(), code)


def accept(link: str, trusts_members: bool = False) -> str:
    seen = joining.look_at(link)
    peer = joining.accept(
        link,
        public_key=seen.card.public_key,
        trusts_members=trusts_members,
        address=own_address(),
        by=None,
    )
    return peer.alternative_id


def offer(
    name: str,
    *,
    audience: str = "everyone",
    codes: tuple[str, ...] = (),
    onward: bool | None = None,
    with_text: bool = False,
) -> str:
    """A published offer of this node's region; `with_text` with a publiccode.yml."""
    terms = {} if onward is None else {"onward_sharing_allowed": onward}
    fields = {
        "slug": name.lower().replace(" ", "-"),
        "name": name,
        "kind": Offer.Kind.APPLICATION,
        "provider": region(settings.REGION_CODE),
        "audience": audience,
        "audience_regions": list(regions().filter(code__in=codes)),
        "terms": terms,
        "recipe": RECIPE,
    }
    if with_text:
        url = f"https://git.example.id/{fields['slug']}"
        fields["publiccode_yml"] = PUBLICCODE.format(
            number=name, url=url, version="1.0.0", long=LONG
        )
    made = create_offer(fields, by=None)
    publish_offer(made, by=None)
    return str(made.public_id)


def rename_offer(public_id: str, name: str) -> None:
    change_offer(_offer(public_id), {"name": name}, by=None)


def limit_offer(public_id: str, audience: str, codes: tuple[str, ...]) -> None:
    fields = {
        "audience": audience,
        "audience_regions": list(regions().filter(code__in=codes)),
    }
    change_offer(_offer(public_id), fields, by=None)


def withdraw(public_id: str) -> None:
    withdraw_offer(_offer(public_id), by=None)


def delete(public_id: str) -> None:
    delete_offer(_offer(public_id), by=None)


def entry(publiccode: str, url: str) -> str:
    return str(keep_entry(publiccode.encode(), url=url, by=None).entry.public_id)


def pull(code: str, full: bool = False) -> dict[str, Any]:
    peer = Catalog.objects.get(alternative_id=code)
    counts = pull_peer(peer.pk, full=full)
    return {"counts": asdict(counts) if counts else None} | state(code)


def state(code: str) -> dict[str, Any]:
    peer = Catalog.objects.get(alternative_id=code)
    wait = peer.next_try_at - timezone.now() if peer.next_try_at else None
    return {
        "state": peer.state,
        "failures": peer.failures,
        "error": peer.last_error,
        "wait_s": wait.total_seconds() if wait else None,
        "cursor": peer.cursor,
    }


def make_due(code: str) -> None:
    """As if the time of the next try had come."""
    Catalog.objects.filter(alternative_id=code).update(next_try_at=timezone.now())


def pause(code: str) -> None:
    pause_peer(Catalog.objects.get(alternative_id=code), by=None)


def resume(code: str) -> None:
    resume_peer(Catalog.objects.get(alternative_id=code), by=None)


def offers() -> dict[str, dict[str, str]]:
    """Every offer known here: by id, its name, state, and origin."""
    return {
        str(each.public_id): {
            "name": each.name,
            "state": each.state,
            "origin": each.catalog.alternative_id if each.catalog else "",
        }
        for each in Offer.objects.select_related("catalog")
    }


def entries() -> dict[str, dict[str, Any]]:
    return {
        str(each.public_id): {
            "name": each.name,
            "is_active": each.is_active,
            "origin": each.catalog.alternative_id if each.catalog else "",
            "is_valid": each.last_valid_at is not None,
        }
        for each in Entry.objects.select_related("catalog")
    }


def refused() -> list[dict[str, str]]:
    return list(RefusedItem.objects.values("origin", "kind", "public_id", "reason"))


def forge(public_id: str, name: str) -> None:
    """What a dishonest relay does: another name in an item of somebody else, with a signature of
    its own."""
    with transaction.atomic():
        sequence_lock()
        item = FeedItem.objects.get(public_id=UUID(public_id))
        document = item.item
        document["body"]["offer"]["name"] = name
        document["updated_at"] = "2026-12-01T00:00:00.000000Z"
        document["updated_at"] = f"{timezone.now():%Y-%m-%dT%H:%M:%S.%f}Z"
        FeedItem.objects.filter(pk=item.pk).update(
            **columns(sign(document, node_key())), sequence=next_sequence()
        )


def replay(public_id: str, document: dict[str, Any], signature: str) -> None:
    """Puts an older version of an item of ours back into our feed, as it was signed then."""
    with transaction.atomic():
        sequence_lock()
        FeedItem.objects.filter(public_id=UUID(public_id)).update(
            **columns(Signed(document, signature)), sequence=next_sequence()
        )


def item(public_id: str) -> dict[str, Any]:
    found = FeedItem.objects.get(public_id=UUID(public_id))
    return {"document": found.item, "signature": found.signature}


def _offer(public_id: str) -> Offer:
    return Offer.objects.get(public_id=UUID(public_id))


def all_that_is_served(code: str) -> str:
    """Every byte that the peer's feed gives this node, by every way there is."""
    peer = Catalog.objects.get(alternative_id=code)
    client = NodeClient(peer.url)
    parts: list[object] = [client.card(), client.members()]
    names: list[str] = []
    after = 0
    while True:
        page = client.manifest(after).found or {}
        parts.append(page)
        names += [f"{each['origin']}:{each['kind']}:{each['id']}" for each in page["items"]]
        after = page["next"]
        if not page["more"]:
            break
    after = 0
    while True:
        page = client.events(after).found or {}
        parts.append(page)
        after = page["next"]
        if not page["more"]:
            break
    parts += [client.items(names).found, client.items(_known_names()).found]
    return repr(parts)


def _known_names() -> list[str]:
    """Also what this node knows of by itself, to ask for it by name."""
    found = FeedItem.objects.values_list("origin", "kind", "public_id")
    return [f"{origin}:{kind}:{public_id}" for origin, kind, public_id in found]


def ask_by_name(code: str, name: str) -> list[object]:
    peer = Catalog.objects.get(alternative_id=code)
    found = NodeClient(peer.url).items([name]).found or {}
    return list(found["items"])


def change_key() -> str:
    return keys.change_key(by=None)


def known_key(code: str) -> str:
    return Catalog.objects.get(alternative_id=code).public_key


def key_words() -> str:
    return fingerprint(own_public_key())


def make_entries(count: int, version: str = "1.0.0") -> None:
    for number in range(count):
        url = f"https://git.example.id/sumedang/aplikasi-{number}"
        text = PUBLICCODE.format(number=number, url=url, version=version, long=LONG)
        keep_entry(text.encode(), url=url, by=None)


def cpu_s() -> float:
    return time.process_time()


def let_the_dead_be_dead(code: str) -> None:
    """As if the minutes had passed after which a reading without a sign of life is taken over."""
    Catalog.objects.filter(alternative_id=code).update(progress={})
