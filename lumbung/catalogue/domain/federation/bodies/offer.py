"""What a node tells of an offer of its region: offer.yml as it stands, and the entry it offers."""

import hashlib
from typing import Annotated

from pydantic import Field

from lumbung.catalogue.domain.federation.bodies.publisher import Body
from lumbung.catalogue.domain.federation.signed_item import UUID_REGEX
from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.offers.terms import TermsDocument

MOST_ID = 100


class OfferBody(Body):
    entry: Annotated[str, Field(pattern=UUID_REGEX)]
    offer: OfferDocument


def may_relay_offer(terms: TermsDocument, *, is_for_everyone: bool) -> bool:
    """Whether a hub may pass the offer on to those in its audience. Terms that forbid offering it
    on forbid that too; where they say nothing, only what everybody may see anyway is passed on."""
    if terms.onward_sharing_allowed is None:
        return is_for_everyone
    return terms.onward_sharing_allowed


def copy_id(origin: str, offer_id: str) -> str:
    """The identifier of a copy here: it begins with its origin, so that none of ours, or of another
    region's, is ever mistaken for it."""
    whole = f"{origin}/{offer_id}"
    if len(whole) <= MOST_ID:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return f"{whole[: MOST_ID - 13]}-{mark}"
