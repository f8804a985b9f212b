"""Other nodes: inviting them, joining one, trusting, pausing, leaving. What is exchanged with them
over the network is `catalogue.federation`'s; here only what is stored of it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.announcing import announce_catalog
from lumbung.catalogue.domain.federation.node_documents import MemberList, NodeCard
from lumbung.catalogue.errors import (
    InvitationInvalid,
    PeerIsOurselves,
    PeerKnownOtherwise,
)
from lumbung.catalogue.models import Catalog, Invitation
from lumbung.catalogue.queries.feed import own_code
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.registry.queries import region, regions

INVITATION_VALID_FOR = timedelta(days=7)


@transaction.atomic
def create_invitation(
    *, region_code: str, as_member: bool, by: User | None
) -> tuple[Invitation, str]:
    """With its code, which is told once and kept only as a hash. Without a region's code whoever
    has it may answer. Raises NotFoundError for a region that is none."""
    code = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        code_sha256=_sha256(code),
        region=region(region_code) if region_code else None,
        as_member=as_member,
        expires_at=timezone.now() + INVITATION_VALID_FOR,
        created_by=by,
    )
    record_done(by, "invite-peer", invitation, pk=invitation.pk, as_member=as_member)
    return invitation, code


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User | None) -> None:
    if invitation.withdrawn_at is None and invitation.used_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record_done(by, "withdraw-invitation", invitation, pk=invitation.pk)


@transaction.atomic
def admit_peer(code: str, card: NodeCard) -> Catalog:
    """Who brings the code of an invitation becomes a peer, or a member of our hub. The same node
    may bring it again (its first answer may have been lost). Raises InvitationInvalid,
    PeerIsOurselves or PeerKnownOtherwise."""
    invitation = Invitation.objects.select_for_update().filter(code_sha256=_sha256(code)).first()
    if invitation is None or invitation.withdrawn_at is not None:
        raise InvitationInvalid
    if invitation.used_at is not None:
        return _admitted_before(invitation, card)
    if invitation.expires_at < timezone.now():
        raise InvitationInvalid
    if invitation.region_id and invitation.region_id != card.code:
        raise InvitationInvalid
    peer = keep_peer(card, state=Catalog.State.ACTIVE)
    peer.is_member = peer.is_member or invitation.as_member
    peer.save(update_fields=["is_member", "updated_at"])
    invitation.used_at, invitation.catalog = timezone.now(), peer
    invitation.save(update_fields=["used_at", "catalog"])
    record_done(
        None, "admit-peer", peer, pk=peer.pk, code=card.code, as_member=invitation.as_member
    )
    return peer


def _admitted_before(invitation: Invitation, card: NodeCard) -> Catalog:
    peer = invitation.catalog
    if peer is None or (peer.alternative_id, peer.public_key) != (card.code, card.public_key):
        raise InvitationInvalid
    return peer


@transaction.atomic
def ask_to_join(card: NodeCard, *, trusts_members: bool, by: User | None) -> Catalog:
    """Before the other side is told: so that a crash between leaves a trace to go on from."""
    peer = keep_peer(card, state=Catalog.State.INVITED)
    peer.trusts_members = trusts_members
    peer.save(update_fields=["trusts_members", "updated_at"])
    record_done(by, "ask-to-join", peer, pk=peer.pk, code=card.code)
    return peer


@transaction.atomic
def complete_joining(peer: Catalog, *, as_member: bool, by: User | None) -> None:
    """The other side has admitted us."""
    peer.state, peer.is_hub = Catalog.State.ACTIVE, as_member
    peer.next_try_at = timezone.now()
    peer.save(update_fields=["state", "is_hub", "next_try_at", "updated_at"])
    announce_catalog(peer)
    record_done(by, "join-peer", peer, pk=peer.pk, code=peer.alternative_id, as_member=as_member)


def keep_peer(card: NodeCard, *, state: Catalog.State) -> Catalog:
    """The row of that node. A peer that is known keeps its key: another key comes only by a signed
    change, or after the peer was removed. Raises PeerIsOurselves or PeerKnownOtherwise."""
    if card.code == own_code():
        raise PeerIsOurselves
    known = Catalog.objects.select_for_update().filter(alternative_id=card.code).first()
    if known and known.driver not in {Catalog.Driver.PEER, Catalog.Driver.BUNDLE}:
        raise PeerKnownOtherwise(name=known.name)
    is_peer = known and known.state in {Catalog.State.ACTIVE, Catalog.State.PAUSED}
    if known and is_peer and known.public_key not in {"", card.public_key}:
        raise PeerKnownOtherwise(name=known.name)
    peer = known or Catalog(alternative_id=card.code)
    if peer.public_key != card.public_key:
        peer.key_compared_at = None
    peer.driver, peer.name, peer.url = Catalog.Driver.PEER, card.name, card.url
    peer.public_key, peer.vouched_by = card.public_key, None
    peer.region = regions().filter(code=card.code).first()
    if not (is_peer and state == Catalog.State.INVITED):
        peer.state = state
    peer.next_try_at = timezone.now()
    peer.save()
    announce_catalog(peer)
    return peer


@transaction.atomic
def keep_bundle_source(card: NodeCard, *, known: Catalog | None, by: User | None) -> Catalog:
    """The node that wrote a bundle file: new, by the key whose words somebody compared, or known by
    an older key that signed the change to this one."""
    if known is not None:
        keep_key(known, card.public_key)
        return known
    peer = keep_peer(card, state=Catalog.State.ACTIVE)
    peer.driver, peer.key_compared_at = Catalog.Driver.BUNDLE, timezone.now()
    peer.save(update_fields=["driver", "key_compared_at", "updated_at"])
    record_done(by, "compare-key", peer, pk=peer.pk, code=peer.alternative_id)
    return peer


@transaction.atomic
def keep_card(peer: Catalog, card: NodeCard, *, key_changed: bool) -> None:
    """What the peer says of itself now; a new key only where its old one signed the change."""
    peer.name, peer.url = card.name, card.url
    peer.save(update_fields=["name", "url", "updated_at"])
    if key_changed:
        keep_key(peer, card.public_key)


def keep_key(peer: Catalog, public_key: str) -> None:
    """The peer's new key, which its old one signed: nobody has compared it yet."""
    peer.public_key, peer.key_compared_at = public_key, None
    peer.save(update_fields=["public_key", "key_compared_at", "updated_at"])
    record_done(None, "peer-changed-key", peer, pk=peer.pk, code=peer.alternative_id)


@transaction.atomic
def keep_members(hub: Catalog, found: MemberList) -> None:
    """The keys that a hub vouches for. Never over a key that we have from the node itself, or from
    another hub; whom the hub no longer names, it no longer vouches for."""
    named = set()
    for member in found.members:
        if member.code == own_code():
            continue
        named.add(member.code)
        known = Catalog.objects.filter(alternative_id=member.code).first()
        if known is None:
            known = Catalog(alternative_id=member.code, driver=Catalog.Driver.PEER)
            known.region = regions().filter(code=member.code).first()
        elif known.state == Catalog.State.LEFT and known.driver == Catalog.Driver.PEER:
            continue  # we removed it by hand; only by hand it comes back
        elif known.state != Catalog.State.KNOWN or known.vouched_by_id not in {None, hub.pk}:
            continue
        values = (member.name, member.url, member.public_key, Catalog.State.KNOWN, hub.pk)
        if values == _as_vouched(known):
            continue
        known.name, known.url, known.public_key, known.state = values[:4]
        known.vouched_by = hub
        known.save()
        record_done(None, "hub-vouches", known, hub=hub.alternative_id, code=member.code)
    no_longer = Catalog.objects.filter(vouched_by=hub).exclude(alternative_id__in=named)
    no_longer.update(vouched_by=None)


def _as_vouched(known: Catalog) -> tuple[str, str, str, str, int | None]:
    return known.name, known.url, known.public_key, known.state, known.vouched_by_id


@transaction.atomic
def trust_members(hub: Catalog, *, trusts: bool, by: User | None) -> None:
    if hub.trusts_members != trusts:
        hub.trusts_members = trusts
        hub.save(update_fields=["trusts_members", "updated_at"])
        record_done(by, "trust-members" if trusts else "distrust-members", hub, pk=hub.pk)


@transaction.atomic
def confirm_key(peer: Catalog, *, by: User | None) -> None:
    """Somebody compared the words of its key with the other side."""
    peer.key_compared_at = timezone.now()
    peer.save(update_fields=["key_compared_at", "updated_at"])
    record_done(by, "compare-key", peer, pk=peer.pk, code=peer.alternative_id)


@transaction.atomic
def pause_peer(peer: Catalog, *, by: User | None) -> None:
    _move(peer, Catalog.State.PAUSED, "pause-peer", by)


@transaction.atomic
def resume_peer(peer: Catalog, *, by: User | None) -> None:
    peer.failures, peer.next_try_at = 0, timezone.now()
    peer.save(update_fields=["failures", "next_try_at"])
    _move(peer, Catalog.State.ACTIVE, "resume-peer", by)


def _move(peer: Catalog, state: Catalog.State, action: str, by: User | None) -> None:
    if peer.state != state:
        peer.state = state
        peer.save(update_fields=["state", "updated_at"])
        announce_catalog(peer)
        record_done(by, action, peer, pk=peer.pk, code=peer.alternative_id)


@transaction.atomic
def change_peer(peer: Catalog, *, interval_minutes: int, by: User | None) -> None:
    """How often it is read; at once from the next reading on."""
    peer.interval_minutes = interval_minutes
    peer.save(update_fields=["interval_minutes", "updated_at"])
    record_done(by, "change-peer", peer, pk=peer.pk, interval_minutes=interval_minutes)


def _sha256(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether somebody may still answer it."""
    unused = invitation.used_at is None and invitation.withdrawn_at is None
    return unused and invitation.expires_at >= now
