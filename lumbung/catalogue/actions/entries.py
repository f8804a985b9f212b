"""Writing entries: what software and infrastructure there is, from publiccode.yml or by hand.

An entry belongs to its origin, our own node or the catalogue it was harvested from: a copy from
another origin never overwrites ours, nor ours a copy. Within one origin software is known again by
its address, its former addresses included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from lumbung.catalogue.actions.addresses import entry_at, keep_addresses
from lumbung.catalogue.actions.entry_changes import entry_changed
from lumbung.catalogue.actions.publishers import publisher_in
from lumbung.catalogue.domain.entries.entry_description import description_of
from lumbung.catalogue.domain.publiccode import FILE, Reading, facts_of, read_publiccode
from lumbung.catalogue.errors import EntryOfAnotherOrigin
from lumbung.catalogue.kept_findings import findings_as_kept
from lumbung.catalogue.models import Catalog, Entry
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import DocumentInvalid
from lumbung.registry.actions import change_row, create_row


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """`is_changed` is False where the text was the same as last time; then `reading` may be None,
    for the text need not be read again."""

    entry: Entry
    reading: Reading | None
    is_new: bool
    is_changed: bool


def keep_entry(
    content: bytes,
    *,
    url: str = "",
    source: str = "",
    entry: Entry | None = None,
    catalog: Catalog | None = None,
    public_id: UUID | None = None,
    by: User | None,
) -> KeptEntry:
    """Keeps publiccode.yml of `entry`, or of the entry of this origin with that `public_id`, with
    the address `url` (where it was read), or with the address it names itself; else a new entry.

    A text that is not valid is kept only while no valid one is known; its findings are always.
    Raises DocumentInvalid where nothing is known yet and nothing of the text can be used, and
    EntryOfAnotherOrigin where the entry is not `catalog`'s.
    """
    digest = sha256(content).hexdigest()

    def known_by_now() -> Entry | None:
        return entry or _known_by(url, catalog, public_id)

    known = known_by_now()
    if known is not None and known.content_sha256 == digest and not _must_stand(known, entry):
        return _seen_again(known, None)
    reading = read_publiccode(content)

    @transaction.atomic
    def keep() -> KeptEntry:
        known = known_by_now() or entry_at(_address_in(reading), catalog)
        must_stand = known is not None and _must_stand(known, entry)
        if known is not None and known.content_sha256 == digest and not must_stand:
            return _seen_again(known, reading)
        is_new = known is None
        if known is None:
            if reading.publiccode is None:
                raise DocumentInvalid(reading.findings, file=FILE)
            known = Entry(catalog=catalog, public_id=public_id or uuid4())
        _require_origin(known, catalog)
        if entry is None:
            known.rests_on_offers = False
        keep_text(known, content, reading, url=url, source=source, by=by)
        return KeptEntry(known, reading, is_new=is_new, is_changed=True)

    try:
        return keep()
    except IntegrityError:  # somebody else entered the same address at the same moment
        return keep()


@transaction.atomic
def keep_text(
    entry: Entry,
    content: bytes,
    reading: Reading,
    *,
    url: str = "",
    source: str = "",
    by: User | None,
) -> None:
    """Stores what was read for `entry`, whose origin has been judged."""
    is_new, now = entry.pk is None, timezone.now()
    if reading.is_valid or entry.last_valid_at is None:
        entry.publiccode_yml = content.decode("utf-8-sig", "replace").replace("\x00", "")
        _describe(entry, facts_of(reading.publiccode) if reading.publiccode else {})
    entry.content_sha256 = sha256(content).hexdigest()
    entry.latest_findings = findings_as_kept(reading.findings)
    entry.last_seen_at = now
    entry.last_valid_at = now if reading.is_valid else entry.last_valid_at
    entry.source = source or entry.source or url
    entry.url = entry.url or url[:500]
    entry.save()
    keep_addresses(entry, _address_in(reading) if reading.is_valid or is_new else "", url)
    record_done(by, "create-entry" if is_new else "change-entry", entry, pk=entry.pk)
    entry_changed(entry)


def _describe(entry: Entry, facts: dict[str, Any]) -> None:
    entry.facts = facts
    if not facts:
        return
    told = description_of(facts)
    entry.name = told.name[:200] or entry.name
    entry.function = told.function[:300] or entry.function
    entry.description = told.description[:20_000] or entry.description
    entry.publisher = publisher_in(facts, entry.catalog) or entry.publisher


@transaction.atomic
def store_entry(
    fields: Mapping[str, Any],
    *,
    entry: Entry | None = None,
    catalog: Catalog | None = None,
    public_id: UUID | None = None,
    by: User | None,
) -> Entry:
    """Creates or changes an entry that is told by hand, or by another node, without publiccode.yml.
    Raises RowInvalid, or EntryOfAnotherOrigin where the entry is not `catalog`'s."""
    known = entry or _known_by("", catalog, public_id)
    if known is None:
        origin = {"catalog": catalog, "public_id": public_id or uuid4()}
        known = create_row(Entry, {**fields, **origin}, by=by)
    else:
        _require_origin(known, catalog)
        change_row(known, fields, by=by)
    keep_addresses(known, known.url)
    entry_changed(known)
    return known


def read_again() -> int:
    """Reads the texts of entries that have one and were never read here, as after an upgrade that
    moved them. Returns how many."""
    unread = Entry.objects.filter(content_sha256="").exclude(publiccode_yml="")
    pks = list(unread.values_list("pk", flat=True))
    for pk in pks:
        entry = Entry.objects.get(pk=pk)
        content = entry.publiccode_yml.encode()
        keep_text(entry, content, read_publiccode(content), by=None)
    return len(pks)


@transaction.atomic
def set_entry_active(entry: Entry, is_active: bool, *, by: User | None) -> Entry:
    """An inactive entry is seen by those who see all agencies alone; what is about it stays. Raises
    EntryOfAnotherOrigin for a copy."""
    _require_origin(entry, None)
    change_row(entry, {"is_active": is_active}, by=by)
    entry_changed(entry)
    return entry


def _known_by(url: str, catalog: Catalog | None, public_id: UUID | None) -> Entry | None:
    """Raises EntryOfAnotherOrigin where `public_id` is known from elsewhere."""
    if public_id is not None:
        known = Entry.objects.filter(public_id=public_id).first()
        if known is not None:
            _require_origin(known, catalog)
            return known
    return entry_at(url, catalog)


def _must_stand(known: Entry, entry: Entry | None) -> bool:
    """Whether it came with an offer, and is now brought by itself."""
    return entry is None and known.rests_on_offers


def _require_origin(entry: Entry, catalog: Catalog | None) -> None:
    if entry.catalog_id != (catalog.pk if catalog else None):
        raise EntryOfAnotherOrigin(name=entry.name)


def _seen_again(entry: Entry, reading: Reading | None) -> KeptEntry:
    """Only when it was seen: the text is the same, so nothing else changes."""
    seen = {"last_seen_at": timezone.now()}
    if not any(finding["severity"] == "error" for finding in entry.latest_findings):
        seen["last_valid_at"] = seen["last_seen_at"]
    Entry.objects.filter(pk=entry.pk).update(**seen)
    for name, value in seen.items():
        setattr(entry, name, value)
    return KeptEntry(entry, reading, is_new=False, is_changed=False)


def _address_in(reading: Reading) -> str:
    facts = facts_of(reading.publiccode) if reading.publiccode else {}
    return str(facts.get("url") or "")
