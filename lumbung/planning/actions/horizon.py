"""Setting the weeks that the next plan covers, and the work that options share."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_checks import recipe_findings
from lumbung.core.models import User
from lumbung.planning.errors import OptionInvalid, SharedActivityInUse
from lumbung.planning.models import Horizon, Option, SharedActivity
from lumbung.planning.queries.options import current_horizon, shared_activities
from lumbung.registry.actions import change_row, create_row, delete_row


@transaction.atomic
def set_horizon(fields: Mapping[str, Any], *, by: User | None) -> Horizon:
    """Changes the current horizon, or makes the first one. Raises RowInvalid. Plans that exist keep
    their own, frozen weeks."""
    known = current_horizon()
    return change_row(known, fields, by=by) if known else create_row(Horizon, fields, by=by)


@transaction.atomic
def put_shared_activity(
    document: ActivityDocument, known: SharedActivity | None = None, *, by: User | None
) -> SharedActivity:
    """Adds a shared activity, or replaces `known`. Raises OptionInvalid for references and cycles
    among all of them, SharedActivityInUse where `known` is used and would get another
    identifier."""
    if known is not None and known.slug != document.id:
        _require_unused(known)
    fields = {
        "slug": document.id,
        "document": document.model_dump(mode="json", exclude_defaults=True),
    }
    row = change_row(known, fields, by=by) if known else create_row(SharedActivity, fields, by=by)
    _require_sound()
    return row


@transaction.atomic
def delete_shared_activity(activity: SharedActivity, *, by: User | None) -> None:
    """Raises SharedActivityInUse where an option uses it, OptionInvalid where another shared one
    waits for it."""
    _require_unused(activity)
    delete_row(activity, by=by)
    _require_sound()


def _require_sound() -> None:
    findings = recipe_findings(RecipeDocument(), shared_activities())
    if findings:
        raise OptionInvalid(findings)


def _require_unused(activity: SharedActivity) -> None:
    for option in Option.objects.order_by("pk"):
        if activity.slug in option.recipe.get("uses", ()):
            raise SharedActivityInUse(activity=activity.slug, option=option.name)
