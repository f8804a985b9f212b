"""What somebody should be reminded of: agreements that end, obligations that fall due, uses that
want their yearly confirmation. The same list stands on the desk, on its page and in e-mails."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from lumbung.catalogue.domain.agreements.adoption_moves import (
    CONFIRMATION_HOLDS,
    REMIND_BEFORE,
    Status,
    confirmed_until,
)
from lumbung.catalogue.domain.agreements.agreement_stages import Stage
from lumbung.catalogue.models import Adoption, Agreement, AgreementObligation
from lumbung.catalogue.queries.adoptions import Viewer
from lumbung.core.access import Right, has_right, sees_all_agencies

OBLIGATION_BEFORE = timedelta(days=30)


class ReminderKind(StrEnum):
    ENDING = "ending"
    OBLIGATION = "obligation"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`day` is the last one in time; `about` and `detail` say what and, of an obligation, whose.
    `pk` is the agreement's, or the adoption's. `row` is what keeps whether it was sent."""

    kind: ReminderKind
    day: date
    days_left: int
    pk: int
    about: str
    detail: str
    row: Agreement | AgreementObligation | Adoption
    agency_id: int | None = None

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def was_sent(self) -> bool:
        return self.row.reminded_at is not None


def reminders(viewer: Viewer) -> tuple[Reminder, ...]:
    """What concerns the viewer: agreements for those who may see them, and the adoptions the
    viewer may confirm; the most urgent first."""
    found: list[Reminder] = []
    if has_right(viewer, Right.SEE_AGREEMENTS):
        found += [*ending_agreements(), *due_obligations()]
    if has_right(viewer, Right.REQUEST_ADOPTIONS):
        own = getattr(viewer, "agency_id", None)
        found += [
            reminder
            for reminder in due_confirmations()
            if sees_all_agencies(viewer) or reminder.agency_id == own
        ]
    return tuple(sorted(found, key=lambda reminder: (reminder.day, reminder.kind, reminder.pk)))


def all_reminders() -> tuple[Reminder, ...]:
    return (*ending_agreements(), *due_obligations(), *due_confirmations())


def ending_agreements() -> list[Reminder]:
    """In force, and within the days before the end that the record names, or past it."""
    today = timezone.localdate()
    rows = Agreement.objects.filter(stage=Stage.IN_FORCE, ends_on__isnull=False)
    return [
        Reminder(
            ReminderKind.ENDING,
            row.ends_on,
            (row.ends_on - today).days,
            row.pk,
            row.title,
            row.number,
            row,
        )
        for row in rows
        if row.ends_on and (row.ends_on - today).days <= row.remind_days
    ]


def due_obligations() -> list[Reminder]:
    """Of agreements that are in force, not done, and due within a month or past it."""
    today = timezone.localdate()
    rows = AgreementObligation.objects.filter(
        agreement__stage=Stage.IN_FORCE, done_on=None, due_on__lte=today + OBLIGATION_BEFORE
    ).select_related("agreement")
    return [
        Reminder(
            ReminderKind.OBLIGATION,
            row.due_on,
            (row.due_on - today).days,
            row.agreement_id,
            row.agreement.title,
            f"{row.get_side_display()}: {row.text}",
            row,
        )
        for row in rows
        if row.due_on
    ]


def due_confirmations() -> list[Reminder]:
    """Our own uses whose confirmation ends within a month, or has ended."""
    today = timezone.localdate()
    oldest = today + REMIND_BEFORE - CONFIRMATION_HOLDS
    rows = Adoption.objects.filter(
        Q(confirmed_on=None) | Q(confirmed_on__lte=oldest),
        catalog=None,
        region=settings.REGION_CODE,
        basis=Adoption.Basis.DECLARED,
        status=Status.IN_USE,
    ).select_related("entry", "agency", "region")
    found = []
    for row in rows:
        until = confirmed_until(row.in_use_since, row.confirmed_on)
        if until is not None and until <= today + REMIND_BEFORE:
            found.append(
                Reminder(
                    ReminderKind.CONFIRMATION,
                    until,
                    (until - today).days,
                    row.pk,
                    row.entry.name,
                    row.agency_title or row.region.name,
                    row,
                    row.agency_id,
                )
            )
    return found
