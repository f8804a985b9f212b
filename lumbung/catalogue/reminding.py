"""Reminders by e-mail: once a day the worker gathers what is due and was not sent yet, and writes
one message to each person it concerns. Where no server is set up, nothing is sent and nothing is
marked: the desk and the list of reminders show them all the same.

A message goes out before it is marked, outside any transaction: a crash between the two sends it
once more rather than never.
"""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext
from django_tasks import task

from lumbung.catalogue.actions.reminding import record_sent
from lumbung.catalogue.queries.reminders import Reminder, ReminderKind, all_reminders
from lumbung.core.models import Role, User

logger = logging.getLogger(__name__)
KOMINFO = (Role.CIO, Role.INTEGRATOR)


@task()
def send_reminders() -> None:
    """Safe to run at any time: what was sent is not sent again."""
    deliver_reminders()


def deliver_reminders() -> int:
    """Sends what is due and unsent; gives the number of messages."""
    if not settings.EMAIL_IS_SET_UP:
        return 0
    due = [reminder for reminder in all_reminders() if not reminder.was_sent]
    people = [person for person in _people() if any(concerns(person, each) for each in due)]
    reached: dict[int, int] = {}
    messages = 0
    for person in people:
        own = [reminder for reminder in due if concerns(person, reminder)]
        if _send(person, own):
            messages += 1
            for reminder in own:
                reached[id(reminder)] = reached.get(id(reminder), 0) + 1
    for reminder in due:
        if id(reminder) in reached:
            record_sent([reminder], recipients=reached[id(reminder)])
    return messages


def concerns(person: User, reminder: Reminder) -> bool:
    """An agency's use is its officers' to confirm, and Kominfo's where the agency has nobody with
    an address; all else is Kominfo's."""
    if reminder.kind == ReminderKind.CONFIRMATION and reminder.agency_id is not None:
        if person.role == Role.AGENCY:
            return person.agency_id == reminder.agency_id
        return person.role in KOMINFO and not _has_an_address(reminder.agency_id)
    return person.role in KOMINFO


def _people() -> Iterable[User]:
    roles = (*KOMINFO, Role.AGENCY)
    return User.objects.filter(is_active=True, role__in=roles).exclude(email="").order_by("pk")


def _has_an_address(agency_id: int) -> bool:
    return User.objects.filter(is_active=True, agency=agency_id).exclude(email="").exists()


def _send(person: User, reminders: list[Reminder]) -> bool:
    """False where the server did not take it; then it is tried again with the next run."""
    reminders.sort(key=lambda reminder: reminder.day)
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "Lumbung: %(count)s reminder", "Lumbung: %(count)s reminders", len(reminders)
        ) % {"count": len(reminders)}
        context = {
            "person": person.get_full_name() or person.get_username(),
            "reminders": reminders,
            "address": f"{settings.SITE_URL}{reverse('catalogue:reminders')}"
            if settings.SITE_URL
            else "",
        }
        text = render_to_string("catalogue/reminder_mail.txt", context)
    try:
        send_mail(subject, text, None, [person.email])
    except (SMTPException, OSError) as error:
        logger.warning("reminder to user %s not sent: %s", person.pk, error)
        return False
    return True
