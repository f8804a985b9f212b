"""A scenario with one more option, made from an offer's recipe. Nothing of the region's own
changes: what it knows of a shared activity stays, and what only the provider can have meant is left
out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    CapacityDocument,
    RecipeDocument,
)
from lumbung.planning.domain.model.instance import COMPONENTS
from lumbung.planning.domain.scenario import (
    Activity,
    Capacity,
    Cost,
    Option,
    OptionKind,
    Role,
    Scenario,
)
from lumbung.planning.domain.scenario_reading import activity_from_document


def with_option(
    scenario: Scenario,
    recipe: RecipeDocument,
    shared: Sequence[ActivityDocument],
    *,
    id: str,
    name: str,
    provider: str = "",
) -> Scenario:
    """The scenario with one more option of that recipe; as it is where it has one of that id. What
    the region knows of a shared activity wins over `shared`. Roles the region lacks are there with
    nobody in them."""
    if id in scenario.option:
        return scenario
    used = [activity for activity in shared if activity.id in recipe.uses]
    known = {activity.id for activity in scenario.activities} | {each.id for each in used}
    own = {activity.id: f"{id}/{activity.id}" for activity in recipe.activities}
    added = [
        activity_from_document(document, document.id, (id,), {})
        for document in used
        if document.id not in scenario.activity
    ] + [
        activity_from_document(document, own[document.id], (id,), own)
        for document in recipe.activities
    ]
    known |= set(own.values())
    activities = [
        replace(activity, options=(*activity.options, id))
        if activity.id in recipe.uses
        else activity
        for activity in scenario.activities
    ] + [_waiting_for_known(activity, known) for activity in added]
    roles = {effort.role for activity in added for effort in activity.effort} - {*scenario.role}
    return replace(
        scenario,
        options=(*scenario.options, _option(recipe, scenario, id, name, provider)),
        activities=tuple(activities),
        roles=(*scenario.roles, *(Role(role, role, 0) for role in sorted(roles))),
    )


def _waiting_for_known(activity: Activity, known: set[str]) -> Activity:
    return replace(
        activity, after=tuple(before for before in activity.after if before.activity in known)
    )


def _option(
    recipe: RecipeDocument, scenario: Scenario, id: str, name: str, provider: str
) -> Option:
    """Without what only its provider could have meant: identifiers that are not ours."""
    return Option(
        id=id,
        name=name,
        kind=OptionKind.ADOPT,
        serves=(),
        provider=provider,
        yearly_costs=tuple(Cost(cost.code, cost.amount_idr) for cost in recipe.yearly_costs),
        demand=Capacity(**dict(_sizes(recipe.demand))) if recipe.demand else None,
        requires_needs=tuple(need for need in recipe.requires_needs if need in scenario.need),
        example=recipe.example,
    )


def _sizes(demand: CapacityDocument) -> Iterable[tuple[str, int]]:
    return ((name, getattr(demand, name)) for name in COMPONENTS)
