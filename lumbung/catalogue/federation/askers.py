"""Who asks: a stranger without a signature, or a node that proves itself by its key."""

import re
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from lumbung.catalogue.domain.federation.signed_item import CODE_REGEX, ItemInvalid, read_public_key
from lumbung.catalogue.federation.http_signatures import (
    CLOCKS_DIFFER_BY,
    Message,
    Proven,
    SignatureRefused,
    verify,
)
from lumbung.catalogue.models import Catalog, SeenNonce
from lumbung.catalogue.queries.feed import STRANGER, Asker
from lumbung.kit.errors import LumbungError, RefusedError, gettext_noop

MOST_BODY_BYTES = 200_000


class PeerPaused(RefusedError):
    code = "peer-paused"
    message = gettext_noop("This node has paused the exchange with yours.")
    hint = gettext_noop("Ask its operator to resume it.")


class BodyTooLarge(LumbungError):
    code = "too-large"
    message = gettext_noop("The request is larger than this node accepts.")


def asker_of(request: HttpRequest) -> Asker:
    """Raises SignatureRefused for a signature that proves nothing, PeerPaused for a paused peer."""
    if "Signature" not in request.headers and "Signature-Input" not in request.headers:
        return STRANGER
    proven = verify(message_of(request), body_of(request), key_of=_key_of_peer)
    return Asker(_unless_paused(proven).alternative_id)


def sender_of(request: HttpRequest) -> Catalog:
    """The peer that tells us something, heard once. Raises SignatureRefused or PeerPaused."""
    proven = verify(message_of(request), body_of(request), key_of=_key_of_peer)
    peer = _unless_paused(proven)
    hear_once(proven)
    return peer


def proven_by(request: HttpRequest, key_of: Callable[[str], Ed25519PublicKey | None]) -> Proven:
    """For a node that we do not know yet: it signed by the key that it brings."""
    proven = verify(message_of(request), body_of(request), key_of=key_of)
    hear_once(proven)
    return proven


def hear_once(proven: Proven) -> None:
    """Raises SignatureRefused for a request that was heard before."""
    SeenNonce.objects.filter(expires_at__lt=timezone.now()).delete()
    try:
        with transaction.atomic():
            SeenNonce.objects.create(
                key_id=proven.key_id,
                nonce=proven.nonce,
                expires_at=proven.expires + 2 * CLOCKS_DIFFER_BY,
            )
    except IntegrityError:
        raise SignatureRefused(reason="the request was heard before") from None


def message_of(request: HttpRequest) -> Message:
    return Message(
        request.method or "", request.build_absolute_uri(), dict(request.headers.items())
    )


def body_of(request: HttpRequest) -> bytes:
    """Raises BodyTooLarge before reading a body that says so itself."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdigit() or int(length) > MOST_BODY_BYTES:
        raise BodyTooLarge
    if len(request.body) > MOST_BODY_BYTES:
        raise BodyTooLarge
    return request.body


def _unless_paused(proven: Proven) -> Catalog:
    peer = _speaking().get(alternative_id=proven.key_id)
    if peer.state == Catalog.State.PAUSED:
        raise PeerPaused
    return peer


def _speaking() -> QuerySet[Catalog]:
    """Whose key proves something here: peers of our own, and nodes that a hub vouches for whose
    word we take."""
    peers = Q(state__in=(Catalog.State.ACTIVE, Catalog.State.PAUSED))
    through_hub = Q(state=Catalog.State.KNOWN, vouched_by__trusts_members=True)
    found = Catalog.objects.filter(peers | through_hub, driver=Catalog.Driver.PEER)
    return found.exclude(public_key="")


def _key_of_peer(key_id: str) -> Ed25519PublicKey | None:
    """None where nobody, or nobody of that name, is known."""
    if not re.fullmatch(CODE_REGEX, key_id):
        return None
    known = _speaking().filter(alternative_id=key_id).first()
    if known is None:
        return None
    try:
        return read_public_key(known.public_key)
    except ItemInvalid:
        return None
