"""Two entries of our own that are the same software become one."""

from django.db import models, transaction

from lumbung.catalogue.actions.addresses import keep_addresses
from lumbung.catalogue.actions.entry_changes import entry_changed, entry_deleted
from lumbung.catalogue.actions.own_items import untell
from lumbung.catalogue.actions.search_index import rows_of
from lumbung.catalogue.errors import EntriesNotAlike, EntryOfAnotherOrigin
from lumbung.catalogue.models import Entry, EntryAddress, FeedItem
from lumbung.core.audit import record_done
from lumbung.core.models import User


@transaction.atomic
def merge_entries(kept: Entry, duplicate: Entry, *, by: User | None) -> Entry:
    """All that is about `duplicate` (offers, adoptions, experiences, addresses) becomes about
    `kept`, whose own texts stay; the duplicate is gone. Raises EntryOfAnotherOrigin and
    EntriesNotAlike."""
    for entry in (kept, duplicate):
        if not entry.is_own:
            raise EntryOfAnotherOrigin(name=entry.name)
    if kept.pk == duplicate.pk or kept.kind != duplicate.kind:
        raise EntriesNotAlike(name=kept.name)
    rows, public_id = rows_of(duplicate), duplicate.public_id
    urls = [kept.url, duplicate.url, *duplicate.aliases]
    EntryAddress.objects.filter(entry=duplicate).update(entry=kept)
    for relation in _told_about(Entry):
        field = relation.field.name
        relation.related_model._default_manager.filter(**{field: duplicate}).update(**{field: kept})
    if kept.rests_on_offers and not duplicate.rests_on_offers:
        kept.rests_on_offers = False
        kept.save(update_fields=["rests_on_offers", "updated_at"])
    duplicate.delete()
    keep_addresses(kept, *filter(None, urls))
    record_done(by, "merge-entries", kept, pk=kept.pk, duplicate=duplicate.name)
    untell(FeedItem.Kind.ENTRY, public_id)
    entry_deleted(public_id, rows)
    entry_changed(kept)
    return kept


def _told_about(kind: type[Entry]) -> list[models.ManyToOneRel]:
    """Foreign keys to an entry that protect it; what goes with it (its pictures, its rows in the
    index) is not moved."""
    return [
        relation
        for relation in kind._meta.related_objects
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT
    ]
