"""Copies of what other regions keep: written only as their origin's signed items say, and never
changed here otherwise. Called inside the transaction that stores the item."""

from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from lumbung.catalogue.actions.entries import keep_entry, store_entry
from lumbung.catalogue.actions.entry_changes import entry_changed, entry_deleted
from lumbung.catalogue.actions.offers import offer_fields
from lumbung.catalogue.actions.search_index import rows_of
from lumbung.catalogue.domain.federated.entry import EntryBody
from lumbung.catalogue.domain.federated.offer import OfferBody, copy_id
from lumbung.catalogue.domain.federated.publisher import PublisherBody
from lumbung.catalogue.domain.judging import ItemRefused
from lumbung.catalogue.domain.offer_checks import offer_findings
from lumbung.catalogue.errors import RecipeInvalid, ReferenceMissing
from lumbung.catalogue.models import Catalog, Entry, Offer, Publisher
from lumbung.catalogue.models.origin import Shared
from lumbung.kit.errors import gettext_noop
from lumbung.registry.actions import store

ANOTHERS = gettext_noop("its identifier belongs to something of another origin")
ANOTHERS_OFFER = gettext_noop("it is the offer of another region than the one that signed it")
Row = TypeVar("Row", bound=Shared)


def copy_of(kind: type[Row], public_id: UUID, catalog: Catalog) -> Row:
    """The copy of that origin, or a new one that is not stored yet. Raises ItemRefused where the
    identifier is ours or another origin's."""
    known = kind._default_manager.filter(public_id=public_id).first()
    if known is None:
        return kind(public_id=public_id, catalog=catalog)
    if known.catalog_id != catalog.pk:
        raise ItemRefused(reason=ANOTHERS)
    return known


def entry_referred_to(public_id: str) -> Entry:
    """An entry of any origin. Raises ReferenceMissing."""
    found = Entry.objects.filter(public_id=UUID(public_id)).first()
    if found is None:
        raise ReferenceMissing(kind="entry", key=public_id)
    return found


def copy_publisher(body: PublisherBody, public_id: UUID, catalog: Catalog) -> None:
    copy = copy_of(Publisher, public_id, catalog)
    taken = Publisher.objects.filter(alternative_id=body.alternative_id).exclude(pk=copy.pk)
    fields = {
        "name": body.name,
        "email": body.email,
        "code_hosting": body.hosting(),
        "is_active": body.is_active,
        "alternative_id": None if taken.exists() else body.alternative_id or None,
        "region": catalog.region,
    }
    store(copy, fields)


def drop_publisher(public_id: UUID, catalog: Catalog) -> None:
    """One that entries of ours point to stays, as no longer active."""
    for copy in Publisher.objects.filter(public_id=public_id, catalog=catalog):
        if not _deleted(copy):
            copy.is_active = False
            copy.save(update_fields=["is_active", "updated_at"])


def copy_entry(body: EntryBody, public_id: UUID, catalog: Catalog) -> None:
    """With publiccode.yml it is read and judged here as if we had fetched it; without, it is what
    its origin says."""
    fields = {
        "kind": body.kind,
        "name": body.name,
        "function": body.function,
        "description": body.description,
        "url": body.url,
        "aliases": body.aliases,
        "vitality": body.vitality,
        "source": body.source,
        "example": body.example,
        "rests_on_offers": body.rests_on_offers,
        "is_active": True,
        "last_seen_at": timezone.now(),
    }
    publisher = body.publisher and Publisher.objects.filter(public_id=UUID(body.publisher)).first()
    if publisher:
        fields["publisher"] = publisher
    known = copy_of(Entry, public_id, catalog)
    if not body.publiccode_yml:
        if known.publiccode_yml:
            known.publiccode_yml = known.content_sha256 = ""
            known.facts, known.latest_findings, known.last_valid_at = {}, [], None
        store_entry(
            fields, entry=known if known.pk else None, catalog=catalog, public_id=public_id, by=None
        )
        return
    kept = keep_entry(
        body.publiccode_yml.encode(),
        url=body.url,
        source=body.source,
        entry=known if known.pk else None,
        catalog=catalog,
        public_id=public_id,
        by=None,
    )
    store(kept.entry, fields)
    entry_changed(kept.entry)


def drop_entry(public_id: UUID, catalog: Catalog) -> None:
    """One that something here is about stays, as no longer active."""
    for copy in Entry.objects.filter(public_id=public_id, catalog=catalog):
        rows = rows_of(copy)
        if _deleted(copy):
            entry_deleted(public_id, rows)
        else:
            copy.is_active = False
            copy.save(update_fields=["is_active", "updated_at"])
            entry_changed(copy)


def copy_offer(body: OfferBody, public_id: UUID, catalog: Catalog) -> None:
    """A region speaks for its own offers alone."""
    if body.offer.provider != catalog.alternative_id:
        raise ItemRefused(reason=ANOTHERS_OFFER)
    findings = offer_findings(body.offer)
    if findings:
        raise RecipeInvalid(findings)
    entry = entry_referred_to(body.entry)
    copy = copy_of(Offer, public_id, catalog)
    fields = offer_fields(body.offer) | {
        "slug": copy_id(catalog.alternative_id, body.offer.id),
        "entry": entry,
        "state": Offer.State.PUBLISHED,
    }
    store(copy, fields)
    entry_changed(entry)


def drop_offer(public_id: UUID, catalog: Catalog) -> None:
    """One that plans or adoptions of ours come from stays, as withdrawn."""
    for copy in Offer.objects.filter(public_id=public_id, catalog=catalog).select_related("entry"):
        entry = copy.entry
        if not _deleted(copy):
            copy.state = Offer.State.WITHDRAWN
            copy.save(update_fields=["state", "updated_at"])
        if entry is not None:
            entry_changed(entry)


def _deleted(copy: Shared) -> bool:
    try:
        with transaction.atomic():
            copy.delete()
    except ProtectedError:
        return False
    return True
