"""Receiving adoptions of other regions, and their answers to ours."""

from lumbung.catalogue.actions.adoption_copies import copy_adoption, copy_answer, drop_adoption
from lumbung.catalogue.domain.federation.bodies.adoption import AdoptionBody, AnswerBody
from lumbung.catalogue.federation.receiver import Received, Receiver


def _apply(body: AdoptionBody, received: Received) -> None:
    copy_adoption(body, received.public_id, received.catalog)


def _remove(received: Received) -> None:
    drop_adoption(received.public_id, received.catalog)


def _apply_answer(body: AnswerBody, received: Received) -> None:
    copy_answer(body, received.public_id, received.catalog)


def _keep_answer(received: Received) -> None:
    """An answer that was given stays given: what was agreed is not undone by silence."""


RECEIVER = Receiver(AdoptionBody, _apply, _remove)
ANSWER_RECEIVER = Receiver(AnswerBody, _apply_answer, _keep_answer)
