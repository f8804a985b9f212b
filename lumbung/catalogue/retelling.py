"""Our adoptions told anew: a region that joined a hub tells it what it uses already, and one that
left tells it no more. What is told already is not said again, so this may run at any time."""

from django.conf import settings
from django.db import transaction
from django_tasks import task

from lumbung.catalogue.actions.telling import tell_adoption
from lumbung.catalogue.models import Adoption


@task()
def tell_adoptions() -> None:
    """Safe to run twice."""
    retell_adoptions()


def retell_adoptions() -> int:
    """Each in a transaction of its own, since telling holds the feed's lock; gives how many."""
    own = Adoption.objects.filter(
        catalog=None, region=settings.REGION_CODE, basis=Adoption.Basis.DECLARED
    ).select_related("offer", "entry", "agency")
    count = 0
    for adoption in own.iterator(chunk_size=200):
        with transaction.atomic():
            tell_adoption(adoption)
        count += 1
    return count
