"""Taking a shared activity out of a recipe, and putting it back, as documents."""

from collections.abc import Mapping
from typing import Any

Waits = dict[str, Any]  # activity -> its entry of `after`


def without_shared(recipe: Mapping[str, Any], shared: str) -> tuple[dict[str, Any], Waits]:
    """The recipe without the shared activity, and who waited for it; `recipe` stays as it is."""
    waits: Waits = {}
    activities = []
    for activity in recipe.get("activities", ()):
        entries = list(activity.get("after", ()))
        kept = [entry for entry in entries if _id(entry) != shared]
        if len(kept) < len(entries):
            waits[activity["id"]] = next(entry for entry in entries if _id(entry) == shared)
            activity = {**activity, "after": kept}
            if not kept:
                del activity["after"]
        activities.append(activity)
    changed = {**recipe, "uses": [id for id in recipe.get("uses", ()) if id != shared]}
    if activities:
        changed["activities"] = activities
    if not changed["uses"]:
        del changed["uses"]
    return changed, waits


def with_shared(recipe: Mapping[str, Any], shared: str, waits: Waits) -> dict[str, Any]:
    """The recipe with the shared activity again; those that waited for it wait again, as far as
    they still are there."""
    if shared in recipe.get("uses", ()):
        return dict(recipe)
    activities = [
        {**activity, "after": [*activity.get("after", ()), waits[activity["id"]]]}
        if activity["id"] in waits
        else activity
        for activity in recipe.get("activities", ())
    ]
    changed = {**recipe, "uses": [*recipe.get("uses", ()), shared]}
    if activities:
        changed["activities"] = activities
    return changed


def _id(entry: Any) -> str:
    return str(entry["activity"] if isinstance(entry, Mapping) else entry)
