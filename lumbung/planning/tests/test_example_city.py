"""The example city goes into the tables and comes out as the same scenario."""

import shutil
from pathlib import Path

import pytest

from lumbung.catalogue.models import Adoption, Agreement, Experience, Offer
from lumbung.kit.errors import DocumentInvalid
from lumbung.planning.actions import load_example_city
from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.models import Horizon, Need, Option
from lumbung.planning.scenario_building import build_scenario, frozen_scenario_of_region
from lumbung.registry.models import Agency, Application, BudgetLine

SINGKAWANG = Path(__file__).resolve().parents[3] / "examples" / "singkawang"

pytestmark = pytest.mark.django_db


def test_example_city_comes_out_as_it_went_in_even_when_loaded_twice() -> None:
    load_example_city(SINGKAWANG)
    counts = [kind.objects.count() for kind in (Agency, Application, BudgetLine, Need, Option)]
    load_example_city(SINGKAWANG)
    assert counts == [
        kind.objects.count() for kind in (Agency, Application, BudgetLine, Need, Option)
    ]
    file = SINGKAWANG / "scenario.yml"
    assert build_scenario() == read_scenario(file.read_bytes(), file=file.name)
    assert frozen_scenario_of_region().findings == ()


def test_example_options_know_their_offers() -> None:
    load_example_city(SINGKAWANG)
    offers = Offer.objects.filter(state=Offer.State.PUBLISHED)
    assert offers.count() >= 25
    assert not offers.filter(options=None).exists()
    assert not offers.filter(entry__latest_findings__gt=[]).exists()
    assert not offers.filter(entry__facts="{}").exists()


def test_wrong_file_leaves_nothing_behind(tmp_path: Path) -> None:
    city = tmp_path / "city"
    shutil.copytree(SINGKAWANG, city)
    broken = next(city.glob("offers/*/offer.yml"))
    broken.write_text("format: lumbung-offer/1\nname: 7\n", encoding="utf-8")
    with pytest.raises(DocumentInvalid):
        load_example_city(city)
    for kind in (Agency, Need, Offer, Option, Horizon):
        assert not kind.objects.exists()


def test_example_shows_sharing_and_marks_what_is_invented() -> None:
    load_example_city(SINGKAWANG)
    kinds = (Adoption, Agreement, Experience)
    counts = [kind.objects.count() for kind in kinds]
    load_example_city(SINGKAWANG)
    assert counts == [kind.objects.count() for kind in kinds]
    known = Adoption.objects.filter(basis=Adoption.Basis.EVIDENCE)
    assert known.count() == 10 and not known.filter(source="").exists()
    assert not known.filter(example=True).exists()
    ours = Adoption.objects.exclude(basis=Adoption.Basis.EVIDENCE)
    assert {adoption.status for adoption in ours} == {"agreed", "in-use"}
    for row in (*ours, *Agreement.objects.all(), *Experience.objects.all()):
        assert row.example, row
    assert Experience.objects.filter(kind="answer").exists()
    assert Agreement.objects.get().stage == "drafted"
