"""What the planning room does when the rooms below tell of something."""

import logging

from lumbung.catalogue.signals import adoption_agreed
from lumbung.core.models import User
from lumbung.kit.errors import LumbungError
from lumbung.planning.actions.adoptions import take_in_adoption

logger = logging.getLogger(__name__)


def take_in(*, adoption_pk: int, by: User | None = None, **signal: object) -> None:
    """An agreed adoption becomes an option. What the region lacks for it (a role, say) is no reason
    to lose the answer: the options' page shows what is not in the plan yet, and why."""
    try:
        take_in_adoption(adoption_pk, by=by)
    except LumbungError as error:
        logger.warning("adoption %s is not in the plan: %s", adoption_pk, error)


def connect_receivers() -> None:
    adoption_agreed.connect(take_in, dispatch_uid="planning.take_in_adoption")
