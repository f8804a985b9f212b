"""Keeping an entry's pictures and history."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.domain.back_off import next_wait
from lumbung.catalogue.models import Entry, EntryPicture, PictureSearch, RepositoryHistory
from lumbung.kit.pictures import CleanPicture

MOST_SCREENSHOTS = 8
MOST_BYTES_OF_ENTRY = 4 * 1024 * 1024
SEEK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture drawn anew, and the path or address that publiccode.yml names for it."""

    role: EntryPicture.Role
    source: str
    picture: CleanPicture


@transaction.atomic
def keep_pictures(entry: Entry, pictures: Sequence[NamedPicture]) -> int:
    """Puts these in the place of those kept so far; tells how many were kept. What is beyond the
    caps is left out, the last ones first."""
    EntryPicture.objects.filter(entry=entry).delete()
    room = MOST_BYTES_OF_ENTRY
    places: dict[str, int] = dict.fromkeys(EntryPicture.Role.values, 0)
    most = {EntryPicture.Role.LOGO: 1, EntryPicture.Role.SCREENSHOT: MOST_SCREENSHOTS}
    for each in pictures:
        size = len(each.picture.content)
        if places[each.role] >= most[each.role] or size > room:
            continue
        EntryPicture.objects.create(
            entry=entry,
            role=each.role,
            position=places[each.role],
            source=each.source[:500],
            sha256=sha256(each.picture.content).hexdigest(),
            **asdict(each.picture),
        )
        places[each.role] += 1
        room -= size
    return sum(places.values())


def pictures_sought(entry: Entry, *, is_complete: bool) -> None:
    """The pictures of the entry's present content were sought; where some could not be reached,
    they are sought again, ever later."""
    search, _is_new = PictureSearch.objects.get_or_create(entry=entry)
    search.failures = 0 if is_complete else search.failures + 1
    search.content_sha256 = entry.content_sha256 if is_complete else ""
    wait = next_wait(search.failures, interval=SEEK_AGAIN_AFTER, seed=str(entry.public_id))
    search.next_try_at = None if is_complete else timezone.now() + wait
    search.save()


def keep_history(entry: Entry, told: dict[str, Any]) -> None:
    """`told` as importing.git_repository.History has it."""
    RepositoryHistory.objects.update_or_create(
        entry=entry, defaults={**told, "read_at": timezone.now()}
    )
