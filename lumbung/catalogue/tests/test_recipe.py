"""A recipe judged and summed up without a database."""

from decimal import Decimal
from typing import Any

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_checks import recipe_findings
from lumbung.catalogue.domain.recipes.recipe_summary import summarise


def recipe(*activities: dict[str, Any], **fields: Any) -> RecipeDocument:
    return RecipeDocument.model_validate({"activities": activities, **fields}, strict=False)


def activity(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "least_weeks": 1} | fields


PKS = ActivityDocument.model_validate(activity("pks", least_weeks=4), strict=False)


def keys(document: RecipeDocument, *shared: ActivityDocument) -> list[str]:
    return [finding.key for finding in recipe_findings(document, shared)]


def test_sound_recipe_has_no_findings() -> None:
    sound = recipe(activity("a", after=["pks"]), activity("b", after=["a"]), uses=["pks"])
    assert recipe_findings(sound, (PKS,)) == []


def test_all_that_is_wrong_is_found_at_once() -> None:
    broken = recipe(
        activity("a", after=["nowhere"]),
        activity("a", least_weeks=4, most_weeks=2),
        uses=["unknown"],
    )
    assert sorted(set(keys(broken))) == [
        "recipe.activities.0.after.0",
        "recipe.activities.0.id",
        "recipe.activities.1.id",
        "recipe.activities.1.most_weeks",
        "recipe.uses.0",
    ]


def test_activities_that_wait_for_one_another_are_named() -> None:
    circle = recipe(activity("a", after=["b"]), activity("b", after=["a"]))
    [finding] = recipe_findings(circle, ())
    assert finding.key == "recipe.activities"
    assert "a → b → a" in str(finding) or "b → a → b" in str(finding)


def test_shared_activity_does_not_know_a_recipe_of_its_own() -> None:
    shared = ActivityDocument.model_validate(activity("pks", after=["a"]), strict=False)
    assert keys(recipe(activity("a"), uses=["pks"]), shared) == [
        "shared_activities.0.after.0",
    ]


def test_summary_counts_shared_work_waits_and_money() -> None:
    document = recipe(
        activity("a", least_weeks=2, effort_days={"engineer": 0.3, "trainer": 2}),
        activity(
            "b",
            least_weeks=3,
            effort_days={"engineer": 0.6},
            after=[{"activity": "a", "lag_weeks": 1}, "pks"],
            costs=[{"code": "5.1", "amount_idr": 10}, {"code": "5.1", "amount_idr": 5}],
        ),
        uses=["pks"],
        yearly_costs=[{"code": "5.2", "amount_idr": 7}],
    )
    summary = summarise(document, (PKS,))
    assert [each.id for each in summary.activities] == ["pks", "a", "b"]
    assert summary.days_by_role == (("engineer", Decimal("0.9")), ("trainer", Decimal("2.0")))
    assert (summary.once_by_code, summary.once_idr) == ((("5.1", 15),), 15)
    assert summary.yearly_idr == 7
    assert summary.least_weeks == 7  # 4 of the PKS, or 2 + 1 of a, then 3 of b


def test_shared_work_that_is_not_used_does_not_count() -> None:
    assert summarise(recipe(activity("a")), (PKS,)).least_weeks == 1


def test_recipe_in_a_circle_has_no_length() -> None:
    circle = recipe(activity("a", after=["b"]), activity("b", after=["a"]))
    assert summarise(circle, ()).least_weeks == 0
