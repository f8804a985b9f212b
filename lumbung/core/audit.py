"""Writing down what was done. Called by actions, inside their transaction."""

from lumbung.core.models import AuditEntry, User


def record_done(user: User | None, action: str, subject: object, **facts: object) -> AuditEntry:
    """Records a completed act; `user` is None where the system itself acted."""
    return AuditEntry.objects.create(
        user=user,
        action=action[:60],
        subject=str(subject)[:200],
        outcome=AuditEntry.Outcome.DONE,
        facts=facts,
    )
