"""What is wrong with one option beside the region's rows: told when it is saved, not first when a
plan is started. The whole scenario is checked again there (scenario_checks)."""

from collections.abc import Iterable, Iterator

from lumbung.catalogue.domain.recipes.recipe import RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_checks import recipe_findings
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.models import Need, Option
from lumbung.planning.queries.options import shared_activities
from lumbung.registry.queries import staff_roles

UNKNOWN_ROLE = gettext_noop("“%(activity)s” needs the role “%(id)s”, which the region lacks.")
UNKNOWN_ROLE_HINT = gettext_noop("Known roles: %(known)s. Add the role to the registry first.")
UNKNOWN_NEED = gettext_noop("There is no need “%(id)s”.")
UNKNOWN_OPTION = gettext_noop("There is no other option “%(id)s”.")
UNKNOWN_HINT = gettext_noop("Write the identifier as its own page shows it.")


def option_findings(option: Option, recipe: RecipeDocument) -> list[Finding]:
    needs = set(Need.objects.values_list("slug", flat=True))
    others = set(Option.objects.exclude(pk=option.pk).values_list("slug", flat=True))
    return [
        *recipe_findings(recipe, shared_activities()),
        *_unknown_roles(recipe),
        *_unknown(recipe.requires_needs, needs, "requires_needs", UNKNOWN_NEED),
        *_unknown(recipe.requires_options, others, "requires_options", UNKNOWN_OPTION),
        *_unknown(recipe.excludes, others, "excludes", UNKNOWN_OPTION),
    ]


def _unknown_roles(recipe: RecipeDocument) -> Iterator[Finding]:
    known = set(staff_roles().values_list("slug", flat=True))
    for index, activity in enumerate(recipe.activities):
        for role in activity.effort_days:
            if role not in known:
                yield Finding(
                    f"recipe.activities.{index}.effort_days.{role}",
                    UNKNOWN_ROLE,
                    UNKNOWN_ROLE_HINT,
                    facts=(
                        ("activity", activity.name),
                        ("id", role),
                        ("known", ", ".join(sorted(known))),
                    ),
                )


def _unknown(ids: Iterable[str], known: set[str], key: str, message: str) -> Iterator[Finding]:
    for index, name in enumerate(ids):
        if name not in known:
            yield Finding(f"recipe.{key}.{index}", message, UNKNOWN_HINT, facts=(("id", name),))
