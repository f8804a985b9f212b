"""Reading sources in the background: each when it is due, or when somebody asks."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue import import_jobs
from lumbung.catalogue.actions import sources
from lumbung.catalogue.importing.by_git import remove_half_clones
from lumbung.catalogue.models import Catalog
from lumbung.catalogue.source_reading import read_source
from lumbung.core.models import User
from lumbung.core.schedule import schedule
from lumbung.core.signals import worker_starting

ROUND = timedelta(minutes=1)
BEHIND_OTHERS = -10  # in the queue: what people wait for goes first


@task(priority=BEHIND_OTHERS)
def read_one_source(pk: int) -> None:
    """Safe to run twice: a source that another worker reads is left alone."""
    read_source(pk)


@task()
def read_due_sources() -> None:
    due = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    for pk in Catalog.objects.filter(
        due, driver__in=sources.DRIVERS, state=Catalog.State.ACTIVE
    ).values_list("pk", flat=True):
        queue_reading(pk)


def queue_reading(pk: int) -> None:
    """Unless the same waits in the queue already."""
    waiting = DBTaskResult.objects.ready().filter(
        task_path=read_one_source.module_path, args_kwargs={"args": [pk], "kwargs": {}}
    )
    if not waiting.exists():
        read_one_source.enqueue(pk)


def read_now(source: Catalog, *, by: User | None) -> None:
    """Queued at once, conditional requests and waits after failures set aside."""
    sources.ask_reading(source, by=by)
    queue_reading(source.pk)


def connect() -> None:
    """Called when Django is ready."""
    schedule(
        "read-sources", read_due_sources, every=ROUND, title=_("Read the sources that are due")
    )
    schedule(
        "remove-old-imports",
        import_jobs.remove_old_imports,
        every=timedelta(days=1),
        title=_("Remove records of imports that ended three months ago"),
    )
    worker_starting.connect(remove_half_clones, dispatch_uid="catalogue.remove_half_clones")
    worker_starting.connect(import_jobs.recover_imports, dispatch_uid="catalogue.recover_imports")
