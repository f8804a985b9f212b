"""Setting the weeks that the next plan covers, and the work that options share."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lumbung.catalogue.domain.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipe_checks import recipe_findings
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.errors import OptionInvalid, SharedActivityInUse
from lumbung.planning.models import Horizon, Option, SharedActivity
from lumbung.planning.queries.options import current_horizon
from lumbung.registry.actions import change_row, create_row


@transaction.atomic
def set_horizon(fields: Mapping[str, Any], *, by: User | None) -> Horizon:
    """Changes the current horizon, or makes the first one. Raises RowInvalid. Plans that exist keep
    their own, frozen weeks."""
    known = current_horizon()
    return change_row(known, fields, by=by) if known else create_row(Horizon, fields, by=by)


@transaction.atomic
def set_shared_activities(activities: Sequence[ActivityDocument], *, by: User | None) -> None:
    """Replaces all shared activities. Raises OptionInvalid for references and cycles among them,
    SharedActivityInUse where an option uses one that would be gone."""
    findings = recipe_findings(RecipeDocument(), activities)
    if findings:
        raise OptionInvalid(findings)
    kept = {activity.id for activity in activities}
    _require_unused(kept)
    SharedActivity.objects.exclude(slug__in=kept).delete()
    for activity in activities:
        document = activity.model_dump(mode="json", exclude_defaults=True)
        SharedActivity.objects.update_or_create(slug=activity.id, defaults={"document": document})
    record_done(by, "set-shared-activities", len(kept))


def _require_unused(kept: set[str]) -> None:
    for option in Option.objects.order_by("pk"):
        for used in option.recipe.get("uses", ()):
            if used not in kept:
                raise SharedActivityInUse(activity=used, option=option.name)
