"""What spans the entries of one recipe: references, order of the weeks, cycles, doubles.

Shape and ranges are judged by `recipe` itself. Findings carry keys; whoever has the text adds the
lines. What a recipe needs of the region (roles, options, codes) is checked in the planning room.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    PrecedenceDocument,
    RecipeDocument,
)
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.kit.words import nearest_word

DOUBLE = gettext_noop("The identifier “%(id)s” is used %(count)s times.")
DOUBLE_HINT = gettext_noop("Give each activity an identifier of its own.")
UNKNOWN = gettext_noop("“%(activity)s” waits for “%(id)s”, which is not among its activities.")
UNKNOWN_HINT = gettext_noop("Did you mean “%(nearest)s”?")
UNUSED_HINT = gettext_noop("Name an activity of this recipe, or a shared one that it uses.")
UNKNOWN_SHARED = gettext_noop("There is no shared activity “%(id)s”.")
UNKNOWN_SHARED_HINT = gettext_noop("Define it under shared_activities, or take it out of uses.")
CYCLE = gettext_noop("These activities wait for one another: %(cycle)s.")
CYCLE_HINT = gettext_noop("Take out one of the `after` entries named.")
WEEKS = gettext_noop("“%(activity)s” may last %(most)s weeks at most, but needs %(least)s.")
WEEKS_HINT = gettext_noop("Swap the two, or leave most_weeks out.")


def predecessors(activity: ActivityDocument) -> tuple[str, ...]:
    """The ids in `after`, in whichever of its two forms they are written."""
    return tuple(
        entry.activity if isinstance(entry, PrecedenceDocument) else entry
        for entry in activity.after
    )


def recipe_findings(
    recipe: RecipeDocument, shared: Sequence[ActivityDocument], *, prefix: str = "recipe"
) -> list[Finding]:
    """All findings about `recipe` beside the shared activities known to it. Keys start with
    `prefix` for the recipe, with `shared_activities` for the rest."""
    own_key, shared_key = _dotted(prefix, "activities"), "shared_activities"
    shared_ids = {activity.id for activity in shared}
    return [
        *_doubles(recipe.activities, own_key),
        *_doubles(shared, shared_key),
        *_weeks(recipe.activities, own_key),
        *_weeks(shared, shared_key),
        *_unknown(recipe.activities, recipe.uses, own_key),
        *_unknown(shared, (), shared_key),
        *_unknown_uses(recipe, shared_ids, _dotted(prefix, "uses")),
        *_cycles((*recipe.activities, *shared), own_key),
    ]


def _dotted(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix else key


def _doubles(activities: Sequence[ActivityDocument], key: str) -> Iterator[Finding]:
    count = Counter(activity.id for activity in activities)
    for index, activity in enumerate(activities):
        if count[activity.id] > 1:
            facts = (("id", activity.id), ("count", str(count[activity.id])))
            yield Finding(f"{key}.{index}.id", DOUBLE, DOUBLE_HINT, facts=facts)


def _weeks(activities: Sequence[ActivityDocument], key: str) -> Iterator[Finding]:
    for index, activity in enumerate(activities):
        if activity.most_weeks is not None and activity.most_weeks < activity.least_weeks:
            facts = (
                ("activity", activity.name),
                ("most", str(activity.most_weeks)),
                ("least", str(activity.least_weeks)),
            )
            yield Finding(f"{key}.{index}.most_weeks", WEEKS, WEEKS_HINT, facts=facts)


def _unknown(
    activities: Sequence[ActivityDocument], uses: Iterable[str], key: str
) -> Iterator[Finding]:
    """An activity may wait for others of its own list, and for shared ones that the recipe uses."""
    known = (*(activity.id for activity in activities), *uses)
    for index, activity in enumerate(activities):
        for position, predecessor in enumerate(predecessors(activity)):
            if predecessor not in known:
                nearest = nearest_word(predecessor, known)
                facts = (("activity", activity.name), ("id", predecessor), ("nearest", nearest))
                hint = UNKNOWN_HINT if nearest else UNUSED_HINT
                yield Finding(f"{key}.{index}.after.{position}", UNKNOWN, hint, facts=facts)


def _unknown_uses(recipe: RecipeDocument, known: set[str], key: str) -> Iterator[Finding]:
    for index, used in enumerate(recipe.uses):
        if used not in known:
            yield Finding(
                f"{key}.{index}", UNKNOWN_SHARED, UNKNOWN_SHARED_HINT, facts=(("id", used),)
            )


def _cycles(activities: Sequence[ActivityDocument], key: str) -> Iterator[Finding]:
    graph = {activity.id: set(predecessors(activity)) for activity in activities}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = " → ".join(reversed(error.args[1]))
        yield Finding(key, CYCLE, CYCLE_HINT, facts=(("cycle", cycle),))
