"""Receiving entries of other nodes."""

from lumbung.catalogue.actions.copies import copy_entry, drop_entry
from lumbung.catalogue.domain.federation.bodies.entry import EntryBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: EntryBody, received: Received) -> None:
    copy_entry(body, received.public_id, received.catalog)


def _remove(received: Received) -> None:
    drop_entry(received.public_id, received.catalog)


RECEIVER = Receiver(EntryBody, _apply, _remove)
