"""Writing a lock-out to the audit log: a sign-in refused though the password may be right."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from lumbung.core.models import AuditEntry


def record_lock_out(*, username: str, ip_address: str = "", **signal: Any) -> None:
    """Receives django-axes' signal; one entry for each lock-out and not for each attempt in it."""
    subject = f"{username} ({ip_address})"[:200]
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    known = AuditEntry.objects.filter(action="sign-in", subject=subject, at__gte=since)
    if not known.filter(outcome=AuditEntry.Outcome.REFUSED).exists():
        AuditEntry.objects.create(
            action="sign-in", subject=subject, outcome=AuditEntry.Outcome.REFUSED
        )
