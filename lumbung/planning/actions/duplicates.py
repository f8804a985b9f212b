"""What people say of applications that seem to do the same: they do not, or they do, and then a
need for one of them can be proposed."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.core.access import Right, require_right
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.needs import state_need
from lumbung.planning.models import ApplicationVerdict, Need


def tell_apart(applications: Sequence[Any], *, by: User) -> None:
    """None of them does what another does; they are not shown as a group again."""
    _judge(applications, ApplicationVerdict.Verdict.DIFFERENT, by)


def tell_same(applications: Sequence[Any], *, by: User) -> None:
    _judge(applications, ApplicationVerdict.Verdict.SAME, by)


def forget_verdict(verdict: ApplicationVerdict, *, by: User) -> None:
    """The pair is open again."""
    require_right(by, Right.EDIT_PLANS, subject=str(verdict.pk))
    with transaction.atomic():
        record_done(by, "forget-verdict", verdict, pk=verdict.pk)
        verdict.delete()


def propose_one_instead(
    applications: Sequence[Any], *, name: str, agency: Any, note: str, by: User
) -> Need:
    """They do the same: a need for one application is stated, to be weighed like any other. Raises
    RowInvalid."""
    require_right(by, Right.EDIT_PLANS, subject=name)
    with transaction.atomic():
        _judge(applications, ApplicationVerdict.Verdict.SAME, by)
        return state_need({"agency": agency, "name": name, "note": note}, by=by)


def _judge(applications: Sequence[Any], verdict: str, by: User) -> None:
    names = ", ".join(application.name for application in applications)
    require_right(by, Right.EDIT_PLANS, subject=names)
    keys = sorted(application.pk for application in applications)
    with transaction.atomic():
        for first, second in combinations(keys, 2):
            ApplicationVerdict.objects.update_or_create(
                first_id=first,
                second_id=second,
                defaults={"verdict": verdict, "given_by": by, "given_at": timezone.now()},
            )
        record_done(by, "judge-applications", names, keys=keys, verdict=verdict)
