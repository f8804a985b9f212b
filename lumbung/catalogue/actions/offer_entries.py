"""The entry behind an offer: found or made when the offer is stored, told in the offer's words
while it has no publiccode.yml, and gone with its last offer. Called inside the offer's
transaction."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from lumbung.catalogue.actions.addresses import entry_at
from lumbung.catalogue.actions.entries import keep_text
from lumbung.catalogue.actions.entry_changes import entry_changed, entry_deleted
from lumbung.catalogue.actions.own_items import untell
from lumbung.catalogue.actions.search_index import rows_of
from lumbung.catalogue.domain.publiccode import facts_of, read_publiccode
from lumbung.catalogue.errors import EntryOfAnotherOrigin
from lumbung.catalogue.models import Entry, FeedItem, Offer
from lumbung.core.models import User
from lumbung.registry.actions import delete_row
from lumbung.registry.errors import StillInUse

FOLLOWED = ("name", "function", "description", "source", "example")


def entry_for(offer: Mapping[str, Any], publiccode_yml: str | None) -> Entry:
    """Our entry with the address that `publiccode_yml` names, else a new one."""
    reading = read_publiccode(publiccode_yml) if publiccode_yml else None
    if reading is not None and reading.publiccode is not None:
        known = entry_at(str(facts_of(reading.publiccode).get("url") or ""), None)
        if known is not None:
            return known
    told = {name: offer[name] for name in FOLLOWED if name in offer}
    return Entry.objects.create(kind=_kind_of(offer.get("kind", "")), rests_on_offers=True, **told)


def _kind_of(offer_kind: str) -> str:
    is_infrastructure = offer_kind == Offer.Kind.INFRASTRUCTURE
    return Entry.Kind.INFRASTRUCTURE if is_infrastructure else Entry.Kind.SOFTWARE


def keep_offered_text(entry: Entry, text: str, *, by: User | None) -> None:
    """Keeps publiccode.yml as it came with an offer; an empty text takes away the one that was.
    Raises EntryOfAnotherOrigin where it would change a copy."""
    if text == entry.publiccode_yml:
        return
    if not entry.is_own:
        raise EntryOfAnotherOrigin(name=entry.name)
    if text.strip():
        keep_text(entry, text.encode(), read_publiccode(text), by=by)
        return
    entry.publiccode_yml = entry.content_sha256 = ""
    entry.facts, entry.latest_findings, entry.last_valid_at = {}, [], None
    entry.save()


def follow_offers(entry: Entry) -> None:
    """Tells an entry without publiccode.yml in the words of its first offer: one that everybody
    sees before one that is published to some, and that before a draft."""
    if entry.rests_on_offers and not entry.facts and entry.is_own:
        offer = _told_first(entry)
        if offer is not None:
            for name in FOLLOWED:
                setattr(entry, name, getattr(offer, name))
            entry.kind = _kind_of(offer.kind)
            entry.save(update_fields=[*FOLLOWED, "kind", "updated_at"])
    entry_changed(entry)


def _told_first(entry: Entry) -> Offer | None:
    published = {"state": Offer.State.PUBLISHED}
    order = Case(
        When(**published, audience=Offer.Audience.EVERYONE, then=Value(0)),
        When(**published, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return entry.offers.order_by(order, "pk").first()


def drop_unneeded_entry(entry: Entry, *, by: User | None) -> bool:
    """Deletes an entry that came with offers and has none left, unless something else needs it.
    Tells whether it is gone."""
    if not entry.rests_on_offers or not entry.is_own or entry.offers.exists():
        return False
    public_id, rows = entry.public_id, rows_of(entry)
    try:
        delete_row(entry, by=by)
    except StillInUse:
        return False
    untell(FeedItem.Kind.ENTRY, public_id)
    entry_deleted(public_id, rows)
    return True
