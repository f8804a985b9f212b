"""Receiving offers of other nodes."""

from lumbung.catalogue.actions.copies import copy_offer, drop_offer
from lumbung.catalogue.domain.federation.bodies.offer import OfferBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: OfferBody, received: Received) -> None:
    copy_offer(body, received.public_id, received.catalog)


def _remove(received: Received) -> None:
    drop_offer(received.public_id, received.catalog)


RECEIVER = Receiver(OfferBody, _apply, _remove)
