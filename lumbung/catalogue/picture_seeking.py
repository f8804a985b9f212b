"""Seeking the pictures that publiccode.yml of entries names, wherever these came from, a while at a
time and behind everything else in the queue."""

import time
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from lumbung.catalogue.importing.by_url import beside_of
from lumbung.catalogue.importing.taking import take_pictures
from lumbung.catalogue.models import Entry, SourceItem
from lumbung.core.schedule import schedule

EVERY = timedelta(minutes=10)
BUDGET_S = 60.0
BEHIND_OTHERS = -20
MOST_ENTRIES = 2000  # of one round; most name no pictures and cost nothing


@task(priority=BEHIND_OTHERS)
def seek_pictures() -> None:
    """Safe to run twice: each entry is done when its own row says so."""
    seek()


def seek(*, budget_s: float = BUDGET_S) -> int:
    """Tells of how many entries the pictures were sought."""
    deadline = time.monotonic() + budget_s
    count = 0
    for pk in list(_waiting().values_list("pk", flat=True)[:MOST_ENTRIES]):
        if time.monotonic() > deadline:
            break
        entry = Entry.objects.get(pk=pk)
        take_pictures(entry, beside_of(_address_of(entry)))
        count += 1
    return count


def _waiting() -> QuerySet[Entry]:
    """Entries whose present content names pictures that were not sought yet, but for examples,
    whose addresses are invented."""
    due = Q(picture_search__next_try_at=None) | Q(picture_search__next_try_at__lte=timezone.now())
    return (
        Entry.objects.filter(due, is_active=True, example=False)
        .exclude(content_sha256="")
        .exclude(picture_search__content_sha256=F("content_sha256"))
        .order_by("pk")
    )


def _address_of(entry: Entry) -> str:
    """Where its publiccode.yml was read, if a source tells; else its repository."""
    told = SourceItem.objects.filter(entry=entry).exclude(file_address="").first()
    return told.file_address if told else entry.url


def connect() -> None:
    """Called when Django is ready."""
    schedule(
        "seek-pictures", seek_pictures, every=EVERY, title=_("Fetch pictures that entries name")
    )
