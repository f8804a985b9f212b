"""Receiving what other regions tell of their experience with an entry."""

from lumbung.catalogue.actions.experience_copies import drop_experience_copy, keep_experience_copy
from lumbung.catalogue.domain.federation.bodies.experience import ExperienceBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: ExperienceBody, received: Received) -> None:
    keep_experience_copy(body, received.public_id, received.catalog, origin=received.origin)


def _remove(received: Received) -> None:
    drop_experience_copy(received.public_id, received.catalog)


RECEIVER = Receiver(ExperienceBody, _apply, _remove)
