"""Whether an item that came in is taken. The rules of the federation in one place, without tables:
the origin's copy wins, by its own signature; a newer one only; a relay passes on only what it may;
what is not for us is not kept; nobody else speaks in our name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from lumbung.catalogue.domain.federation.signed_item import Item, Signed, check_signature, read_item
from lumbung.kit.errors import LumbungError, gettext_noop

MOST_AHEAD = timedelta(days=1)  # of our clock; a clock that is a little wrong is forgiven


class ItemRefused(LumbungError):
    """An item against the rules; shown with the peer that gave it."""

    code = "item-refused"
    message = gettext_noop("The item is refused: %(reason)s")
    hint = gettext_noop("Ask the region that gave it; nothing of it was stored.")


class Judgement(Enum):
    TAKE = "take"
    SAME = "same"  # what we have already
    OLDER = "older"  # a relay is behind, which harms nobody


@dataclass(frozen=True, slots=True)
class Ours:
    """Who judges, and when."""

    code: str
    province: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """The version we have."""

    sha256: str
    updated_at: datetime
    is_deleted: bool


# Reasons, as people read them beside the peer.
CLAIMS_TO_BE_OURS = gettext_noop("it claims to come from us")
ORIGIN_UNKNOWN = gettext_noop("the key of its origin is not known here")
NOT_FOR_US = gettext_noop("it is not meant for us")
NO_LEAVE_TO_RELAY = gettext_noop("its origin does not allow passing it on")
FROM_THE_FUTURE = gettext_noop("its date lies in the future; a clock is wrong")
REPLAYED = gettext_noop("it is older than what we have from the same origin")
TWO_VERSIONS = gettext_noop("its origin signed another version with the same date")


def judge(
    signed: Signed, *, ours: Ours, giver: str, origin_key: str | None, known: Known | None
) -> tuple[Item, Judgement]:
    """`giver` is the node that handed it to us, `origin_key` the key we know of its origin. Raises
    ItemInvalid or ItemRefused."""
    item = read_item(signed.document)
    if item.origin == ours.code:
        raise ItemRefused(reason=CLAIMS_TO_BE_OURS)
    if not origin_key:
        raise ItemRefused(reason=ORIGIN_UNKNOWN)
    check_signature(signed, origin_key)
    if not item.audience.audience().includes(ours.code, ours.province):
        raise ItemRefused(reason=NOT_FOR_US)
    if giver != item.origin and not item.may_relay:
        raise ItemRefused(reason=NO_LEAVE_TO_RELAY)
    if item.updated > ours.now + MOST_AHEAD:
        raise ItemRefused(reason=FROM_THE_FUTURE)
    return item, _against_known(item, signed.sha256, known, is_relayed=giver != item.origin)


def _against_known(item: Item, sha256: str, known: Known | None, *, is_relayed: bool) -> Judgement:
    if known is None or item.updated > known.updated_at:
        return Judgement.TAKE
    if item.updated < known.updated_at:
        if is_relayed:
            return Judgement.OLDER
        raise ItemRefused(reason=REPLAYED)
    if sha256 == known.sha256:
        return Judgement.SAME
    if known.is_deleted and not item.deleted:
        return Judgement.TAKE  # gone for others, there for us: both signed at one moment
    if item.deleted:
        return Judgement.SAME
    raise ItemRefused(reason=TWO_VERSIONS)
