"""The example city is what its README says: real offers with evidence, every invention marked, and
each offer's recipe the same as the option that the plan weighs."""

import csv
from pathlib import Path

import pytest

from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.publiccode import check_publiccode
from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.kit.documents import locate_document
from lumbung.planning.domain.scenario_document import OptionDocument, ScenarioDocument
from lumbung.planning.domain.scenario_reading import read_scenario_with_findings
from lumbung.registry.models import Agency, Application, PublicService
from tests.architecture.sources import ROOT

CITY = ROOT / "examples" / "singkawang"
OFFERS = sorted((CITY / "offers").glob("*/offer.yml"))
UNVERIFIED = "Dari ingatan"


def read_offer(path: Path) -> OfferDocument:
    return locate_document(path.read_text(), OfferDocument, file=str(path)).model


@pytest.fixture(scope="module")
def city() -> ScenarioDocument:
    path = CITY / "scenario.yml"
    return locate_document(path.read_text(), ScenarioDocument, file=str(path)).model


@pytest.fixture(scope="module")
def offers() -> dict[str, OfferDocument]:
    return {path.parent.name: read_offer(path) for path in OFFERS}


def rows(name: str) -> list[dict[str, str]]:
    with (CITY / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_scenario_has_no_finding_and_keeps_its_size():
    path = CITY / "scenario.yml"
    scenario, findings = read_scenario_with_findings(path.read_text(), file=str(path))
    assert findings == ()
    assert len(scenario.agencies) == 29
    assert 40 <= len(scenario.needs) <= 50
    assert 60 <= len(scenario.options) <= 80


def test_options_bring_five_to_nine_activities_of_their_own_or_shared(city):
    for option in city.options:
        if option.kind != "keep":
            assert len(option.activities) >= 4, option.id
            assert 5 <= len(option.activities) + len(option.uses) <= 14, option.id


def test_at_least_25_offers_tell_where_their_sharing_is_known_from(offers):
    known = [offer for offer in offers.values() if not offer.source.startswith(UNVERIFIED)]
    assert all(offer.source for offer in offers.values())
    assert len(known) >= 25


def test_everything_invented_is_marked(city, offers):
    entries = (*city.needs, *city.roles, *city.staff, *city.budget, *city.servers)
    for entry in (*entries, *city.purchases, *city.options, *city.shared_activities):
        assert entry.example, entry.id if hasattr(entry, "id") else entry
    for option in city.options:
        assert all(activity.example for activity in option.activities), option.id
    for offer in offers.values():
        assert offer.recipe.example, offer.id
        assert all(activity.example for activity in offer.recipe.activities), offer.id
        assert all(activity.example for activity in offer.shared_activities), offer.id


def test_posts_stand_for_people(city):
    for member in city.staff:
        assert member.id.rsplit("-", 1)[-1].isdigit() or member.id in {
            "kabid-e-government",
            "subkoordinator-aplikasi",
        }


def recipe_of(entry: OptionDocument | RecipeDocument) -> tuple[object, ...]:
    return entry.activities, entry.uses, entry.yearly_costs, entry.demand


def test_an_offers_recipe_is_its_options_recipe(city, offers):
    options = {option.id: option for option in city.options}
    shared = {activity.id: activity for activity in city.shared_activities}
    for folder, offer in offers.items():
        assert folder == offer.id
        option = options[offer.id]
        assert recipe_of(offer.recipe) == recipe_of(option), offer.id
        assert (offer.provider, offer.provider_name) == (option.provider, option.provider_name)
        assert offer.source == option.source, offer.id
        assert offer.shared_activities == used_by(offer, shared), offer.id


def used_by(
    offer: OfferDocument, shared: dict[str, ActivityDocument]
) -> tuple[ActivityDocument, ...]:
    return tuple(shared[id] for id in offer.recipe.uses)


def test_an_offers_other_ways_name_it(city, offers):
    for option in city.options:
        if "/" in option.id:
            assert option.id.split("/")[0] in offers


def test_each_offer_has_a_publiccode_file_that_owns_up_to_what_is_unknown(offers):
    for folder in offers:
        text = (CITY / "offers" / folder / "publiccode.yml").read_text()
        assert check_publiccode(text).is_valid, folder
        assert "diisi sebagai contoh" in " ".join(text.split()), folder


def test_agencies_and_services_of_the_scenario_are_in_the_registry_files(city):
    agencies = {row["slug"]: row["name"] for row in rows("agencies.csv")}
    assert agencies == {agency.id: agency.name for agency in city.agencies}
    services = {row["name"]: row["agency"] for row in rows("services.csv")}
    for need in city.needs:
        assert services[need.service] == need.agency, need.id


def test_registry_files_name_fields_of_their_tables():
    for name, model in (
        ("agencies.csv", Agency),
        ("services.csv", PublicService),
        ("applications.csv", Application),
    ):
        fields = {field.name for field in model._meta.get_fields()}
        assert set(rows(name)[0]) <= fields, name


def test_the_inventory_is_as_patchy_as_a_real_one(city):
    inventory = rows("applications.csv")
    assert 60 <= len(inventory) <= 80
    without_detail = [row for row in inventory if not row["technology"]]
    assert len(without_detail) >= len(inventory) * 2 // 3
    agencies = {agency.id for agency in city.agencies}
    servers = {server.id for server in city.servers} | {""}
    for row in inventory:
        assert row["owner"] in agencies and row["server"] in servers, row["name"]
        assert row["source"], row["name"]
        assert row["operator"] in Application.Operator.values, row["name"]
        assert row["example"] == ("false" if row["operator"] == "ministry" else "true")
