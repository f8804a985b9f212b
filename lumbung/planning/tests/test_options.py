"""Options: from an offer or of our own, sound before they are stored, and seen by whom they
serve."""

import pytest
from django.db import IntegrityError, transaction

from lumbung.catalogue.queries import offer_detail
from lumbung.catalogue.tests.factories import RECIPE, make_offer
from lumbung.core.models import Role
from lumbung.kit.errors import NotFoundError
from lumbung.planning import actions, queries
from lumbung.planning.errors import OptionInvalid, SharedActivityInUse
from lumbung.planning.models import Option, SharedActivity
from lumbung.planning.tests.factories import (
    make_need,
    make_option,
    make_recipe,
    make_shared_activity,
)
from lumbung.registry.tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
PKS = {"id": "pks-32-11", "name": "PKS", "least_weeks": 4}


def fields(**changes: object) -> dict[str, object]:
    return {"slug": "own", "name": "Sendiri", "kind": "build", "recipe": make_recipe()} | changes


def test_offer_goes_into_the_plan_with_a_recipe_of_its_own() -> None:
    make_role(slug="engineer")
    cio, need = make_user(Role.CIO), make_need()
    offer = make_offer(
        recipe=RECIPE | {"uses": ["pks-32-11"], "requires_needs": ["theirs"], "example": True},
        shared_activities=[PKS],
        terms={"agreement": "PKS"},
    )
    detail = offer_detail(cio, offer.pk)
    option = actions.create_option_from_offer(detail, {"kind": "adopt"}, [(need, 70)], by=cio)
    assert (option.offer, option.provider, option.terms) == (offer, offer.provider, "PKS")
    assert option.example
    assert "requires_needs" not in option.recipe
    assert SharedActivity.objects.get().document == PKS
    actions.change_option(option, {"recipe": make_recipe()}, by=cio)
    offer.refresh_from_db()
    assert offer.recipe["activities"] == RECIPE["activities"]


def test_recipe_is_taken_again_and_the_region_keeps_its_conditions() -> None:
    make_role(slug="engineer")
    cio, need = make_user(Role.CIO), make_need()
    detail = offer_detail(cio, make_offer().pk)
    option = actions.create_option_from_offer(detail, {"kind": "adopt"}, [(need, 70)], by=cio)
    own = make_recipe() | {"requires_needs": [need.slug]}
    actions.change_option(option, {"recipe": own}, by=cio)
    actions.retake_recipe(option, by=cio)
    option.refresh_from_db()
    assert option.recipe == RECIPE | {"requires_needs": [need.slug]}


def test_what_an_option_names_must_exist_and_nothing_is_stored_else() -> None:
    recipe = make_recipe() | {
        "uses": ["no-pks"],
        "requires_needs": ["no-need"],
        "requires_options": ["no-option"],
        "excludes": ["own"],
    }
    with pytest.raises(OptionInvalid) as caught:
        actions.create_option(fields(recipe=recipe), [], by=None)
    assert {finding.key for finding in caught.value.findings} == {
        "recipe.activities.0.effort_days.engineer",
        "recipe.uses.0",
        "recipe.requires_needs.0",
        "recipe.requires_options.0",
        "recipe.excludes.0",
    }
    assert not Option.objects.exists()


def test_option_of_our_own_comes_from_no_offer() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_option(kind="buy", offer=make_offer())


def test_agency_sees_options_of_its_needs_without_the_others_names() -> None:
    officer = make_user(Role.AGENCY)
    own, other = make_need(officer.agency), make_need()
    serving = make_option(own, other, recipe=make_recipe() | {"requires_needs": [other.slug]})
    hidden = make_option(other)
    assert list(queries.options(officer)) == [serving]
    detail = queries.option_detail(officer, serving.pk)
    assert [service.need for service in detail.services] == [own]
    assert detail.recipe.requires_needs == ()
    with pytest.raises(NotFoundError):
        queries.option(officer, hidden.pk)


def test_options_are_found_by_words_way_agency_and_openness() -> None:
    viewer, need = make_user(Role.CIO), make_need(name="Antrean")
    option = make_option(need)
    make_option(make_need(), kind="keep", is_enabled=False)
    for chosen in (
        {"text": "antrean"},
        {"kind": "build"},
        {"agency": need.agency.slug},
        {"enabled": "yes"},
    ):
        assert list(queries.options_matching(viewer, **chosen)) == [option]


def test_shared_activity_is_changed_and_deleted_unless_it_is_used():
    pks, training = make_shared_activity("pks"), make_shared_activity("training", after=["pks"])
    make_option(make_need(), recipe=make_recipe() | {"uses": ["training"]})
    [first, second] = queries.shared_activities()
    actions.put_shared_activity(first.model_copy(update={"name": "PKS baru"}), pks, by=None)
    assert [(str(row), used) for row, _summary, used in queries.shared_activity_rows()] == [
        ("PKS baru", 0),
        ("PKS", 1),
    ]
    with pytest.raises(OptionInvalid):  # the training waits for it
        actions.delete_shared_activity(pks, by=None)
    pks = SharedActivity.objects.get(slug="pks")
    circle = first.model_copy(update={"after": ("training",)})
    with pytest.raises(OptionInvalid):
        actions.put_shared_activity(circle, pks, by=None)
    with pytest.raises(SharedActivityInUse):
        actions.delete_shared_activity(training, by=None)
    with pytest.raises(SharedActivityInUse):
        actions.put_shared_activity(second.model_copy(update={"id": "other"}), training, by=None)
    assert SharedActivity.objects.get(slug="pks").document["name"] == "PKS baru"
