"""Copies of what other regions keep: written only as their origin's signed items say, and never
changed here otherwise. Called inside the transaction that stores the item."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from lumbung.catalogue.actions.entries import keep_entry, store_entry
from lumbung.catalogue.actions.entry_changes import entry_changed, entry_deleted
from lumbung.catalogue.actions.offers import offer_fields
from lumbung.catalogue.actions.search_index import rows_of
from lumbung.catalogue.domain.federation.bodies.entry import EntryBody
from lumbung.catalogue.domain.federation.bodies.offer import OfferBody, copy_id
from lumbung.catalogue.domain.federation.bodies.publisher import PublisherBody
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.domain.offers.offer_checks import offer_findings
from lumbung.catalogue.errors import RecipeInvalid, ReferenceMissing
from lumbung.catalogue.models import Catalog, Entry, Offer, Publisher
from lumbung.catalogue.models.origin import Shared
from lumbung.kit.errors import gettext_noop
from lumbung.registry.actions import store

OF_ANOTHER_ORIGIN = gettext_noop("its identifier belongs to something of another origin")
OFFER_OF_ANOTHER = gettext_noop("it is the offer of another region than the one that signed it")
Row = TypeVar("Row", bound=Shared)


def copy_of(kind: type[Row], public_id: UUID, catalog: Catalog) -> Row:
    """The copy of that origin, or a new one that is not stored yet. Raises ItemRefused where the
    identifier is ours or another origin's."""
    known = kind._default_manager.filter(public_id=public_id).first()
    if known is None:
        return kind(public_id=public_id, catalog=catalog)
    if known.catalog_id != catalog.pk:
        raise ItemRefused(reason=OF_ANOTHER_ORIGIN)
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
    copy, fields = copy_of(Entry, public_id, catalog), _entry_fields(body)
    if not body.publiccode_yml:
        if copy.publiccode_yml:
            copy.publiccode_yml = copy.content_sha256 = ""
            copy.facts, copy.latest_findings, copy.last_valid_at = {}, [], None
        known = copy if copy.pk else None
        store_entry(fields, entry=known, catalog=catalog, public_id=public_id, by=None)
        return
    for name, value in fields.items():
        setattr(copy, name, value)
    _require_sound(copy)
    content = body.publiccode_yml.encode()
    kept = keep_entry(
        content, url=body.url, source=body.source, entry=copy, catalog=catalog, by=None
    )
    if not kept.is_changed:
        copy.save()
        entry_changed(copy)


def _entry_fields(body: EntryBody) -> dict[str, Any]:
    plain = ("kind", "name", "function", "description", "url", "aliases", "vitality", "source")
    fields = {name: getattr(body, name) for name in plain} | {
        "example": body.example,
        "rests_on_offers": body.rests_on_offers,
        "is_active": True,
        "last_seen_at": timezone.now(),
    }
    if body.publisher:
        publisher = Publisher.objects.filter(public_id=UUID(body.publisher)).first()
        fields |= {"publisher": publisher} if publisher else {}
    return fields


def _require_sound(copy: Entry) -> None:
    """What a form would demand of each field, an address of the web among it."""
    try:
        copy.clean_fields()
    except ValidationError as error:
        name, reasons = next(iter(error.message_dict.items()))
        raise ItemRefused(reason=f"{name}: {reasons[0]}") from None


def drop_entry(public_id: UUID, catalog: Catalog) -> None:
    """One that something here is about stays, as no longer active."""
    for copy in Entry.objects.filter(public_id=public_id, catalog=catalog):
        rows = rows_of(copy)
        if _deleted(copy):
            entry_deleted(public_id, rows)
        else:
            copy.is_active = False
            copy.save(update_fields=["is_active", "updated_at"])
            copy.addresses.all().delete()  # its origin may give them to another entry
            entry_changed(copy)


def copy_offer(body: OfferBody, public_id: UUID, catalog: Catalog) -> None:
    """A region speaks for its own offers alone."""
    if body.offer.provider != catalog.alternative_id:
        raise ItemRefused(reason=OFFER_OF_ANOTHER)
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
