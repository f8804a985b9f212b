"""`lumbung plan verify` and `lumbung plan generate` from their arguments to their exit status."""

import json
from pathlib import Path

import pytest

from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.terminal.main import plan_command

KECIL = Path(__file__).parents[4] / "examples/kecil/scenario.yml"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def planned() -> Path:
    plan_command([str(KECIL), "--json", "rencana.json", "--time-limit", "10"])
    return Path("rencana.json")


def test_a_plan_as_written_holds(capsys: pytest.CaptureFixture[str]) -> None:
    file = planned()
    capsys.readouterr()
    assert plan_command(["verify", str(file), "--lang", "en"]) == 0
    assert "rencana.json: the plan keeps every rule." in capsys.readouterr().out


def test_a_bent_plan_does_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(planned().read_text(encoding="utf-8"))
    document["scenario"]["name"] = "Kota Lain"
    Path("lain.json").write_text(json.dumps(document), encoding="utf-8")
    capsys.readouterr()
    assert plan_command(["verify", "lain.json"]) == 1
    assert "SHA-256" in capsys.readouterr().out


def test_what_is_no_plan_is_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.json").write_text("{", encoding="utf-8")
    assert plan_command(["verify", "x.json", "--lang", "en"]) == 2
    assert "x.json:1:2: error: (document): This is not JSON." in capsys.readouterr().err
    assert plan_command(["verify", "none.json"]) == 2


def test_a_seed_makes_the_same_scenario_again(capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for seed in ("7", "7", "8"):
        assert plan_command(["generate", "--size", "town", "--seed", seed]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] != texts[2]
    scenario = read_scenario(texts[0], file="scenario.yml")
    assert len(scenario.needs) == 15
    assert all(need.example for need in scenario.needs)


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_command(["generate", "--size", "town", "--out", "no/such/x.yml"]) == 1
    assert "no/such/x.yml" in capsys.readouterr().err
