"""Receiving the figures of other regions."""

from lumbung.catalogue.actions.summaries import copy_summary, drop_summary
from lumbung.catalogue.domain.federation.bodies.summary import SummaryBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: SummaryBody, received: Received) -> None:
    copy_summary(body, received.public_id, received.catalog, received.updated_at)


def _remove(received: Received) -> None:
    drop_summary(received.public_id, received.catalog)


RECEIVER = Receiver(SummaryBody, _apply, _remove)
