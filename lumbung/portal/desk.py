"""What awaits a signed-in person, by role: counts with the page where the work is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from lumbung.catalogue.queries import flagged, open_questions, reminders, waiting_requests
from lumbung.core.access import Right, has_right
from lumbung.core.models import Role, User
from lumbung.planning.queries import needs_matching, options_with_news, plans


@dataclass(frozen=True, slots=True)
class Task:
    count: int
    text: str
    address: str


def tasks_of(user: User) -> tuple[Task, ...]:
    """Those that there is something to do in."""
    return tuple(task for task in _tasks(user) if task.count)


def _tasks(user: User) -> Iterator[Task]:
    yield from _sharing_tasks(user)
    stated = needs_matching(user, state="stated").count()
    address = f"{reverse('planning:needs')}?state=stated"
    if user.role == Role.AGENCY:
        text = ngettext(
            "of your needs is waiting to be weighed by the integrator",
            "of your needs are waiting to be weighed by the integrator",
            stated,
        )
        yield Task(stated, text, address)
    if not has_right(user, Right.EDIT_PLANS):
        return
    yield Task(
        stated,
        ngettext("need waits to be weighed", "needs wait to be weighed", stated),
        address,
    )
    running = plans(user).filter(state__in=("queued", "solving")).count()
    yield Task(
        running,
        ngettext("plan is being solved", "plans are being solved", running),
        reverse("planning:plans"),
    )
    news = len(options_with_news())
    yield Task(
        news,
        ngettext(
            "option was taken before the reports of use that are told today",
            "options were taken before the reports of use that are told today",
            news,
        ),
        f"{reverse('planning:options')}?news=yes",
    )
    unpublished = plans(user).filter(is_published=False, status__in=("optimal", "feasible")).count()
    yield Task(
        unpublished,
        ngettext(
            "plan is ready and not published", "plans are ready and not published", unpublished
        ),
        reverse("planning:plans"),
    )


def _sharing_tasks(user: User) -> Iterator[Task]:
    """Requests that wait for our answer, and what ends or falls due."""
    if has_right(user, Right.APPROVE_ADOPTIONS):
        waiting = waiting_requests(user).count()
        yield Task(
            waiting,
            ngettext("request waits for our answer", "requests wait for our answer", waiting),
            f"{reverse('catalogue:adoption-requests')}?status=requested",
        )
    if has_right(user, Right.SHARE_EXPERIENCE) and user.role != Role.AGENCY:
        asked = open_questions(user).count()
        yield Task(
            asked,
            ngettext(
                "question about what we offer waits for our answer",
                "questions about what we offer wait for our answer",
                asked,
            ),
            f"{reverse('catalogue:experiences')}?about=open",
        )
    if has_right(user, Right.MODERATE):
        pointed_out = flagged(user).count()
        yield Task(
            pointed_out,
            ngettext(
                "contribution was pointed out by readers",
                "contributions were pointed out by readers",
                pointed_out,
            ),
            f"{reverse('catalogue:experiences')}?about=flagged",
        )
    due = len(reminders(user))
    yield Task(
        due,
        ngettext(
            "agreement, obligation or use wants attention",
            "agreements, obligations or uses want attention",
            due,
        ),
        reverse("catalogue:reminders"),
    )
