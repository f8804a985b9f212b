"""Coming together: an invitation is a link that works once; whoever answers it and whoever gave it
learn each other's card and key. The people on both sides then compare the keys' words."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from lumbung.catalogue.actions.peers import admit_peer, ask_to_join, complete_joining, keep_key
from lumbung.catalogue.domain.federation.node_documents import (
    NodeCard,
    envelope,
    leads_to,
    read_card,
    read_envelope,
)
from lumbung.catalogue.domain.federation.signed_item import ItemInvalid, read_public_key
from lumbung.catalogue.errors import InvitationUnreadable
from lumbung.catalogue.federation.askers import proven_by
from lumbung.catalogue.federation.client import NodeClient, PeerAnswerInvalid
from lumbung.catalogue.federation.own_node import own_address, own_card
from lumbung.catalogue.models import Catalog
from lumbung.core.models import User
from lumbung.kit.errors import LumbungError, gettext_noop

LINK_REGEX = re.compile(r"(?P<address>https?://[^\s?#]+/)federation/join/#(?P<code>[\w-]{20,64})")


class AnotherKeyNow(LumbungError):
    code = "another-key-now"
    message = gettext_noop("The node shows another key than a moment ago.")
    hint = gettext_noop("Do not go on; call the region that invited you.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Who invites, before anything is stored."""

    card: NodeCard
    link: str


def invitation_link(address: str, code: str) -> str:
    """The code stands after the #, which browsers send to nobody and no log keeps."""
    return f"{address}federation/join/#{code}"


def look_at(link: str) -> Invited:
    """Asks the node that invites for its card. Raises InvitationUnreadable, or what goes wrong on
    the way there."""
    address, _code = _parts(link)
    return Invited(read_card(NodeClient(address).card()), link.strip())


def accept(
    link: str, *, public_key: str, trusts_members: bool, address: str, by: User | None
) -> Catalog:
    """Joins the node whose key was shown as `public_key`; `address` is ours. What is stored before
    the other side answers is a peer that is `invited`; the same link may be tried again."""
    node_address, code = _parts(link)
    node = NodeClient(node_address)
    card = read_card(node.card())
    if card.public_key != public_key:
        raise AnotherKeyNow
    peer = ask_to_join(card, trusts_members=trusts_members, by=by)
    answer = node.post("join", {"code": code, "card": envelope(own_card(address))})
    as_member = answer.get("as_member")
    if not isinstance(as_member, bool):
        raise PeerAnswerInvalid(reason="as_member is missing")
    complete_joining(peer, as_member=as_member, by=by)
    return peer


def admit(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """The other side of `accept`: a node brings the code of an invitation of ours, and its card; it
    signs the request by the key on the card."""
    card = read_card(read_envelope(body.get("card")))
    key = read_public_key(card.public_key)
    proven_by(request, lambda key_id: key if key_id == card.code else None)
    peer = admit_peer(str(body.get("code", ""))[:100], card)
    return {"as_member": peer.is_member, "card": envelope(own_card(own_address(request)))}


@transaction.atomic
def hear_key_changes(body: dict[str, Any]) -> None:
    """Raises ItemInvalid unless the key we know of that peer itself leads to the new one."""
    told = body.get("key_changes")
    if not isinstance(told, list) or not 1 <= len(told) <= 50:
        raise ItemInvalid(reason="key_changes")
    changes = [read_envelope(change) for change in told]
    last = changes[-1].document
    code, new_key = str(last.get("code", "")), str(last.get("new_key", ""))
    peer = Catalog.objects.select_for_update().filter(alternative_id=code).first()
    if peer is None or not peer.public_key:
        raise ItemInvalid(reason="the node is not known here")
    if peer.public_key == new_key:
        return
    read_public_key(new_key)
    if not leads_to(changes, code, peer.public_key, new_key):
        raise ItemInvalid(reason="the key we know did not sign the change")
    keep_key(peer, new_key)


def _parts(link: str) -> tuple[str, str]:
    found = LINK_REGEX.fullmatch(link.strip())
    if found is None:
        raise InvitationUnreadable
    return found["address"], found["code"]
