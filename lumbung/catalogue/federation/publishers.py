"""Receiving publishers of other nodes."""

from lumbung.catalogue.actions.copies import copy_publisher, drop_publisher
from lumbung.catalogue.domain.federation.bodies.publisher import PublisherBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: PublisherBody, received: Received) -> None:
    copy_publisher(body, received.public_id, received.catalog)


def _remove(received: Received) -> None:
    drop_publisher(received.public_id, received.catalog)


RECEIVER = Receiver(PublisherBody, _apply, _remove)
