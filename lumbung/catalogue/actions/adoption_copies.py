"""Copies of other regions' adoptions, and other regions' answers to ours: written only as their
origin's signed items say. Called inside the transaction that stores the item."""

from datetime import time
from uuid import UUID

from django.conf import settings

from lumbung.catalogue.actions.adoptions import Answer, take_answer
from lumbung.catalogue.actions.copies import copy_of, entry_referred_to
from lumbung.catalogue.actions.search_index import index_entries
from lumbung.catalogue.domain.federation.bodies.adoption import AdoptionBody, AnswerBody
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.errors import ReferenceMissing
from lumbung.catalogue.models import Adoption, AdoptionStep, Catalog, Offer
from lumbung.kit.errors import gettext_noop
from lumbung.registry.actions import store
from lumbung.registry.queries import region

OF_ANOTHER = gettext_noop("it is the adoption of another region than the one that signed it")
NOT_THE_PROVIDER = gettext_noop("only the offering region answers, and this is another one")
NOON = time(12)  # a day tells no hour; noon stays the same day in every zone of the country


def copy_adoption(body: AdoptionBody, public_id: UUID, catalog: Catalog) -> None:
    """A region speaks for its own adoptions alone."""
    if body.region != catalog.alternative_id:
        raise ItemRefused(reason=OF_ANOTHER)
    offer = _offer_of(body, catalog)
    entry = offer.entry if offer and offer.entry else entry_referred_to(body.entry)
    copy = copy_of(Adoption, public_id, catalog)
    fields = body.model_dump(exclude={"region", "agency", "entry", "offer", "offer_slug", "steps"})
    fields |= {
        "region": region(body.region),
        "agency_name": body.agency,
        "entry": entry,
        "offer": offer,
        "basis": Adoption.Basis.DECLARED,
    }
    store(copy, fields)
    copy.steps.all().delete()
    AdoptionStep.objects.bulk_create(
        AdoptionStep(adoption=copy, status=step.status, on=step.on) for step in body.steps
    )
    index_entries([entry.pk])


def drop_adoption(public_id: UUID, catalog: Catalog) -> None:
    """With our answer to it."""
    found = Adoption.objects.filter(public_id=public_id, catalog=catalog)
    entries = list(found.values_list("entry", flat=True))
    found.delete()
    index_entries(entries)


def copy_answer(body: AnswerBody, public_id: UUID, catalog: Catalog) -> None:
    """Raises ReferenceMissing where we asked for nothing of that identifier."""
    adoption = Adoption.objects.filter(public_id=public_id, catalog=None).first()
    if adoption is None:
        raise ReferenceMissing(kind="adoption", key=public_id)
    if adoption.offer is None or adoption.offer.provider_id != catalog.alternative_id:
        raise ItemRefused(reason=NOT_THE_PROVIDER)
    answer = Answer(body.verdict, body.note, body.answered_on)
    take_answer(adoption, answer, catalog=catalog)


def _offer_of(body: AdoptionBody, catalog: Catalog) -> Offer | None:
    if body.offer is None:
        return None
    offers = Offer.objects.select_related("entry")
    found = offers.filter(public_id=UUID(body.offer)).first()
    if found is None:
        own = offers.filter(catalog=None, provider=settings.REGION_CODE)
        found = own.filter(slug=body.offer_slug.split("/")[-1]).first()
    if found is None:
        raise ReferenceMissing(kind="offer", key=body.offer)
    return found
