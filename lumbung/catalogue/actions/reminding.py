"""Keeping that a reminder was sent."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.queries.reminders import Reminder
from lumbung.core.audit import record_done


@transaction.atomic
def record_sent(reminders: Iterable[Reminder], *, recipients: int) -> None:
    """Each is sent once; a new end, or a confirmation, lets it be sent anew."""
    now = timezone.now()
    for reminder in reminders:
        reminder.row.reminded_at = now
        reminder.row.save(update_fields=["reminded_at"])
        record_done(
            None,
            f"remind-{reminder.kind}",
            reminder.about,
            pk=reminder.pk,
            day=reminder.day.isoformat(),
            recipients=recipients,
        )
