"""One reading of a source: what it lists, then each repository that is due, until the time for one
reading is over; the next goes on where this one stopped. Pictures: see picture_seeking."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lumbung.catalogue.actions import pulls, sources
from lumbung.catalogue.actions.pulls import PullCounts, PullLease, TakenOver
from lumbung.catalogue.domain.entries.repository_addresses import places_of
from lumbung.catalogue.domain.kept_errors import kept_error
from lumbung.catalogue.importing.by_git import COMMIT, found_by_git, has_new_commit
from lumbung.catalogue.importing.by_url import NoFileFound, beside_of, find_again, find_by_url
from lumbung.catalogue.importing.found import Found
from lumbung.catalogue.importing.listings import Listed, read_catalogue, read_url_list
from lumbung.catalogue.importing.taking import take_pictures, take_text
from lumbung.catalogue.models import Catalog, SourceItem
from lumbung.kit.errors import LumbungError, gettext_noop

logger = logging.getLogger(__name__)
BUDGET_S = 60.0  # of one reading, after the list itself; jobs of others wait meanwhile
LIST_AGAIN_AFTER = 0.8  # of the source's interval


class ReadingBroken(LumbungError):
    code = "reading-broken"
    message = gettext_noop("Something unexpected went wrong; the server's log tells more.")


def read_source(pk: int, *, budget_s: float = BUDGET_S) -> PullCounts | None:
    """None where the source is paused or another worker reads it. Errors are kept with the source,
    or with what it lists."""
    lease = pulls.begin_pull(pk)
    if lease is None:
        return None
    reading = _Reading(lease, Catalog.objects.get(pk=pk), time.monotonic() + budget_s)
    try:
        reading.run()
    except TakenOver:
        return None
    except LumbungError as error:
        _failed(reading, error)
    except Exception:
        logger.exception("source %s was not read", pk)
        _failed(reading, ReadingBroken())
    return reading.counts


def _failed(reading: "_Reading", error: LumbungError) -> None:
    pulls.fail_pull(reading.lease, reading.counts, kept_error(error))


class _Reading:
    def __init__(self, lease: PullLease, source: Catalog, deadline: float) -> None:
        self.lease = lease
        self.source = source
        self.counts = PullCounts(phase="list")
        self._deadline = deadline

    def run(self) -> None:
        if self._is_list_due():
            self._list()
        self.counts.phase = "read"
        for item in self._in_time(self._due_items()):
            self._read(item)
        pulls.end_pull(self.lease, self.counts, is_complete=not self._due_items().exists())

    def _alive(self) -> None:
        with transaction.atomic():
            pulls.keep_alive(self.lease, self.counts)

    def _is_list_due(self) -> bool:
        if self.source.last_full_at is None:
            return True
        interval = timedelta(minutes=self.source.interval_minutes) * LIST_AGAIN_AFTER
        return self.source.last_full_at + interval <= timezone.now()

    def _list(self) -> None:
        started_at = timezone.now()
        if self.source.driver == Catalog.Driver.GIT:
            sources.list_items(self.source, [self.source.url], started_at)
            self.counts.removed = sources.end_listing(self.source, started_at)
        elif self.source.driver == Catalog.Driver.URL_LIST:
            self._list_addresses()
        else:
            for page in read_catalogue(self.source.url):
                self.counts.skipped += page.skipped
                active = [listed for listed in page.software if listed.is_active]
                sources.list_items(self.source, [each.address for each in active], started_at)
                for listed in active:
                    self._take_listed(listed)
                self._alive()
            self.counts.removed = sources.end_listing(self.source, started_at)

    def _list_addresses(self) -> None:
        started_at = timezone.now()
        told = read_url_list(
            self.source.url, etag=self.source.etag, last_modified=self.source.last_modified
        )
        if told is None:
            sources.same_listing(self.source)
            return
        self.counts.skipped = told.skipped
        sources.list_items(self.source, told.addresses, started_at)
        self.counts.removed = sources.end_listing(
            self.source, started_at, etag=told.etag, last_modified=told.last_modified
        )

    def _take_listed(self, listed: Listed) -> None:
        """From the text that the catalogue has; a text known already costs nothing."""
        item = self._items().get(address=listed.address)
        content = listed.publiccode_yml.encode()
        etag = f"sha256:{sha256(content).hexdigest()}"
        if item.etag == etag:
            with self._keeping_errors(item):
                sources.item_read(item, None)
            return
        found = Found(content, self.source.url, listed.address, beside_of(listed.address))
        with self._keeping_errors(item):
            kept = take_text(found, catalog=self.source, by=None)
            sources.item_read(item, kept.entry, etag=etag)
            self.counts.taken += kept.is_changed

    def _read(self, item: SourceItem) -> None:
        with self._keeping_errors(item), self._changed(item) as found:
            if found is None:
                sources.item_read(item, None)
                return
            kept = take_text(found, catalog=self.source, by=None)
            told = {"etag": found.etag, "last_modified": found.last_modified}
            if found.history:  # by git: its pictures are at hand only now
                take_pictures(kept.entry, found.read_beside)
            else:
                told["file_address"] = found.place[:1000]
            sources.item_read(item, kept.entry, **told)
            self.counts.taken += kept.is_changed

    @contextmanager
    def _changed(self, item: SourceItem) -> Iterator[Found | None]:
        """What is at the item's address, None where it has not changed since."""
        by_git = self.source.driver == Catalog.Driver.GIT or item.etag.startswith(COMMIT)
        if not by_git:
            try:
                found_there = _by_address(item)
            except NoFileFound:
                by_git = bool(places_of(item.address).git)
                if not by_git:
                    raise
        if not by_git:
            yield found_there
            return
        address = item.address if self.source.driver == Catalog.Driver.GIT else _git_of(item)
        if item.etag.startswith(COMMIT) and not has_new_commit(address, item.etag):
            yield None
            return
        with found_by_git(address, alive=_every(10, self._alive)) as found:
            yield found

    @contextmanager
    def _keeping_errors(self, item: SourceItem) -> Iterator[None]:
        self.counts.done += 1
        try:
            yield
        except TakenOver:
            raise
        except LumbungError as error:
            self.counts.refused += 1
            sources.item_failed(item, error)

    def _items(self) -> QuerySet[SourceItem]:
        return SourceItem.objects.select_related("catalog").filter(catalog=self.source)

    def _due_items(self) -> QuerySet[SourceItem]:
        due = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
        return self._items().filter(due, missing_since=None).order_by("next_try_at", "pk")

    def _in_time(self, items: QuerySet[SourceItem]) -> Iterator[SourceItem]:
        """One after the other, while there is time."""
        for item in items[:500]:
            if time.monotonic() > self._deadline:
                return
            yield item
            self._alive()


def _by_address(item: SourceItem) -> Found | None:
    if item.file_address and (item.etag or item.last_modified):
        try:
            return find_again(item.file_address, etag=item.etag, last_modified=item.last_modified)
        except NoFileFound:
            pass  # it may have moved within its repository
    return find_by_url(item.address)


def _git_of(item: SourceItem) -> str:
    return places_of(item.address).git or item.address


def _every(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    last = time.monotonic()

    def perhaps() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            act()

    return perhaps
