"""Writing over `/v1`: software, publishers and catalogues, as crawlers and other programs do it.
Copies that another node signed are not written here: their origin alone changes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from lumbung.catalogue.actions.addresses import entry_at, keep_addresses
from lumbung.catalogue.actions.announcing import (
    announce_catalog,
    announce_gone,
    announce_publisher,
)
from lumbung.catalogue.actions.entries import keep_entry
from lumbung.catalogue.actions.entry_changes import entry_changed, entry_deleted
from lumbung.catalogue.actions.own_items import tell_publisher, untell
from lumbung.catalogue.actions.search_index import rows_of
from lumbung.catalogue.domain.entries.addresses import normalised_url
from lumbung.catalogue.errors import AddressTaken, CopyOfANode, IdentifierTaken
from lumbung.catalogue.models import Catalog, Entry, FeedItem, Publisher, ResourceKind
from lumbung.catalogue.queries.public import SIGNED_DRIVERS
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.registry.actions import change_row, create_row, delete_row
from lumbung.registry.errors import StillInUse


@transaction.atomic
def create_software(
    *,
    url: str,
    aliases: Sequence[str],
    publiccode_yml: str,
    is_active: bool,
    vitality: str,
    catalog: Catalog | None = None,
    by: User | None,
) -> Entry:
    """Raises AddressTaken where one of the addresses is known already, DocumentInvalid where
    nothing of the text can be used, CopyOfANode for a catalogue that another node signs for."""
    _require_unsigned(catalog)
    _require_free(None, catalog, [url, *aliases])
    kept = keep_entry(publiccode_yml.encode(), url=url, catalog=catalog, by=by)
    if not kept.is_new:  # by the address that the text names
        raise AddressTaken(url=kept.entry.url)
    _set(kept.entry, url=url, aliases=aliases, is_active=is_active, vitality=vitality)
    return kept.entry


@transaction.atomic
def change_software(entry: Entry, changes: Mapping[str, Any], *, by: User | None) -> Entry:
    """`changes` has any of url, aliases, publiccode_yml, is_active, vitality. A text that is not
    valid leaves the last good copy; what is wrong with it is kept and shown. Raises as
    `create_software`."""
    _require_unsigned(entry.catalog)
    url = changes.get("url", entry.url)
    aliases = changes.get("aliases", entry.aliases)
    _require_free(entry, entry.catalog, [url, *aliases])
    if "publiccode_yml" in changes:
        text = changes["publiccode_yml"].encode()
        keep_entry(text, url=url, entry=entry, catalog=entry.catalog, by=by)
    _set(
        entry,
        url=url,
        aliases=aliases,
        is_active=changes.get("is_active", entry.is_active),
        vitality=changes.get("vitality", entry.vitality),
    )
    record_done(by, "change-entry", entry, pk=entry.pk, fields=sorted(changes))
    return entry


@transaction.atomic
def delete_software(entry: Entry, *, by: User | None) -> None:
    """Raises StillInUse where offers, adoptions or experiences hang on it."""
    _require_unsigned(entry.catalog)
    public_id, rows, is_own = entry.public_id, rows_of(entry), entry.is_own
    _delete(entry, by=by)
    entry_deleted(public_id, rows)
    if is_own:
        untell(FeedItem.Kind.ENTRY, public_id)


def _set(entry: Entry, *, url: str, aliases: Sequence[str], is_active: bool, vitality: str) -> None:
    """Exactly these addresses from now on, and the rest."""
    wanted = {normalised_url(each) for each in (url, *aliases)}
    entry.addresses.exclude(normalised_url__in=wanted).delete()
    entry.url, entry.normalised_url, entry.aliases = url, normalised_url(url), []
    entry.is_active, entry.vitality = is_active, vitality
    entry.save()
    keep_addresses(entry, url, *aliases)
    entry_changed(entry)


def _require_free(entry: Entry | None, catalog: Catalog | None, urls: Sequence[str]) -> None:
    for url in urls:
        known = entry_at(url, catalog)
        if known is not None and known != entry:
            raise AddressTaken(url=url)


def _require_unsigned(catalog: Catalog | None) -> None:
    if catalog is not None and catalog.driver in SIGNED_DRIVERS:
        raise CopyOfANode(name=catalog.name)


@transaction.atomic
def create_publisher(
    fields: Mapping[str, Any], *, catalog: Catalog | None = None, by: User | None
) -> Publisher:
    """Raises IdentifierTaken, RowInvalid."""
    _require_unsigned(catalog)
    _require_identifier(Publisher, fields.get("alternative_id"), None)
    publisher = create_row(Publisher, {**fields, "catalog": catalog}, by=by)
    announce_publisher(publisher)
    return publisher


@transaction.atomic
def change_publisher(
    publisher: Publisher, fields: Mapping[str, Any], *, by: User | None
) -> Publisher:
    """Raises IdentifierTaken, RowInvalid, CopyOfANode."""
    _require_unsigned(publisher.catalog)
    _require_identifier(Publisher, fields.get("alternative_id"), publisher)
    change_row(publisher, fields, by=by)
    tell_publisher(publisher)
    announce_publisher(publisher)
    return publisher


@transaction.atomic
def delete_publisher(publisher: Publisher, *, by: User | None) -> None:
    """Raises StillInUse where software is its."""
    _require_unsigned(publisher.catalog)
    if publisher.catalog is None:
        untell(FeedItem.Kind.PUBLISHER, publisher.public_id)
    announce_gone(ResourceKind.PUBLISHERS, publisher.public_id)
    _delete(publisher, by=by)


@transaction.atomic
def create_catalog(fields: Mapping[str, Any], *, by: User | None) -> Catalog:
    """A source that is no node. Raises IdentifierTaken, RowInvalid."""
    identifier = fields.get("alternative_id") or slugify(fields["name"])[:100]
    _require_identifier(Catalog, identifier, None)
    known = {**fields, "alternative_id": identifier, "next_try_at": timezone.now()}
    catalog = create_row(Catalog, known, by=by)
    announce_catalog(catalog)
    return catalog


@transaction.atomic
def change_catalog(catalog: Catalog, fields: Mapping[str, Any], *, by: User | None) -> Catalog:
    """Raises CopyOfANode for a node, which has pages of its own; IdentifierTaken, RowInvalid."""
    _require_unsigned(catalog)
    _require_identifier(Catalog, fields.get("alternative_id"), catalog)
    change_row(catalog, fields, by=by)
    announce_catalog(catalog)
    return catalog


@transaction.atomic
def delete_catalog(catalog: Catalog, *, by: User | None) -> None:
    """Raises StillInUse while anything that came from it is kept."""
    _require_unsigned(catalog)
    announce_gone(ResourceKind.CATALOGS, catalog.public_id)
    _delete(catalog, by=by)


def _require_identifier(kind: type[Model], identifier: str | None, row: Model | None) -> None:
    if not identifier:
        return
    others = kind._default_manager.filter(alternative_id=identifier)
    if others.exclude(pk=row.pk if row else None).exists():
        raise IdentifierTaken(identifier=identifier)


def _delete(row: Model, *, by: User | None) -> None:
    try:
        delete_row(row, by=by)
    except ProtectedError as error:
        raise StillInUse(row=str(row), count=len(error.protected_objects)) from error
