"""Sources that are read on a schedule: naming them, and keeping what each reading found of what
they list. The life of a reading itself is that of a peer's (actions.pulls)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.domain.back_off import next_wait
from lumbung.catalogue.errors import SourceAddressUnfit
from lumbung.catalogue.kept_errors import error_as_kept
from lumbung.catalogue.models import Catalog, Entry, SourceItem
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.destinations import FetchRefused, place_of
from lumbung.kit.errors import LumbungError
from lumbung.registry.actions import change_row, create_row, delete_row
from lumbung.registry.errors import StillInUse

DRIVERS = (Catalog.Driver.API, Catalog.Driver.URL_LIST, Catalog.Driver.GIT)


@transaction.atomic
def store_source(
    fields: Mapping[str, Any], *, source: Catalog | None = None, by: User | None
) -> Catalog:
    """Creates or changes one. Raises RowInvalid, or SourceAddressUnfit for an address that is
    never fetched."""
    try:
        place_of(fields["url"])
    except FetchRefused as refused:
        raise SourceAddressUnfit(refused) from None
    if source is None:
        return create_row(Catalog, {**fields, "state": Catalog.State.ACTIVE}, by=by)
    if source.url != fields["url"]:
        fields = {**fields, "etag": "", "last_modified": "", "last_full_at": None}
    return change_row(source, {**fields, "next_try_at": None}, by=by)


@transaction.atomic
def pause_source(source: Catalog, *, by: User | None) -> None:
    _move(source, Catalog.State.PAUSED, "pause-source", by)


@transaction.atomic
def resume_source(source: Catalog, *, by: User | None) -> None:
    """It is due at once."""
    _move(source, Catalog.State.ACTIVE, "resume-source", by)


def delete_source(source: Catalog, *, by: User | None) -> None:
    """Raises StillInUse where entries came from it: those would be nobody's."""
    count = Entry.objects.filter(catalog=source).count()
    if count:
        raise StillInUse(row=source.name, count=count)
    delete_row(source, by=by)


@transaction.atomic
def ask_reading(source: Catalog, *, by: User | None) -> None:
    """Everything it lists is due now, whatever was decided after failures."""
    Catalog.objects.filter(pk=source.pk).update(next_try_at=None, last_full_at=None)
    source.source_items.update(next_try_at=None)
    record_done(by, "read-source", source, pk=source.pk)


def _move(source: Catalog, state: str, action: str, by: User | None) -> None:
    if source.state != state:
        source.state, source.next_try_at = state, None
        source.save(update_fields=["state", "next_try_at", "updated_at"])
        record_done(by, action, source, pk=source.pk)


@transaction.atomic
def list_items(source: Catalog, addresses: Iterable[str], seen_at: datetime) -> None:
    """These are listed now; what is new is due at once, what was missing is so no more."""
    wanted = list(dict.fromkeys(addresses))
    SourceItem.objects.bulk_create(
        (SourceItem(catalog=source, address=address) for address in wanted),
        batch_size=500,
        ignore_conflicts=True,
    )
    for start in range(0, len(wanted), 500):
        source.source_items.filter(address__in=wanted[start : start + 500]).update(
            last_seen_at=seen_at, missing_since=None
        )


@transaction.atomic
def end_listing(
    source: Catalog, started_at: datetime, *, etag: str = "", last_modified: str = ""
) -> int:
    """The whole list was read: what was not on it is missing since now, and its entry stays. Tells
    how many went missing."""
    gone = source.source_items.exclude(last_seen_at__gte=started_at).filter(missing_since=None)
    count = gone.update(missing_since=timezone.now())
    Catalog.objects.filter(pk=source.pk).update(
        last_full_at=timezone.now(), etag=etag, last_modified=last_modified
    )
    return count


@transaction.atomic
def same_listing(source: Catalog) -> None:
    """The other side told that its list has not changed."""
    now = timezone.now()
    source.source_items.filter(missing_since=None).update(last_seen_at=now)
    Catalog.objects.filter(pk=source.pk).update(last_full_at=now)


@transaction.atomic
def item_read(item: SourceItem, entry: Entry | None, **told: str) -> None:
    """Read well; `entry` is None where it has not changed. `told` are columns of the item."""
    now = timezone.now()
    item.last_read_at, item.failures, item.error = now, 0, {}
    item.next_try_at = now + _interval(item)
    if entry is not None:
        item.entry = entry
    elif item.entry_id:
        _seen(item.entry_id, now)
    for name, value in told.items():
        setattr(item, name, value)
    item.last_valid_at = _last_valid(item) or item.last_valid_at
    item.save()


def item_failed(item: SourceItem, error: LumbungError) -> None:
    """What is known of its entry stays; it is tried again, ever later."""
    item.failures += 1
    item.error = error_as_kept(error)
    item.next_try_at = timezone.now() + _interval(item)
    item.save(update_fields=["failures", "error", "next_try_at"])


def _interval(item: SourceItem) -> timedelta:
    interval = timedelta(minutes=item.catalog.interval_minutes)
    return next_wait(item.failures, interval=interval, seed=item.address)


def _seen(entry_id: int, now: datetime) -> None:
    """As actions.entries does for a text that is the same."""
    entry = Entry.objects.only("pk", "latest_findings").get(pk=entry_id)
    seen = {"last_seen_at": now}
    if not any(finding["severity"] == "error" for finding in entry.latest_findings):
        seen["last_valid_at"] = now
    Entry.objects.filter(pk=entry_id).update(**seen)


def _last_valid(item: SourceItem) -> datetime | None:
    if item.entry_id is None:
        return None
    return Entry.objects.values_list("last_valid_at", flat=True).get(pk=item.entry_id)
