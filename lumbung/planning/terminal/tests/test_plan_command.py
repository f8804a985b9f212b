"""`lumbung plan` from its arguments to its exit status: answers, errors, files, Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lumbung.planning.domain.plan_file import read_plan_file
from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.domain.scenario_writing import document_from_scenario
from lumbung.planning.domain.tests.psplib_files import MULTI, SINGLE
from lumbung.planning.terminal.main import plan_command
from lumbung.planning.terminal.tests.golden import assert_golden

ROOT = Path(__file__).parents[4]
KECIL = ROOT / "examples/kecil/scenario.yml"
SINGKAWANG = ROOT / "examples/singkawang/scenario.yml"

WRONG = """\
format: lumbung-scenario/1
name: Kota Salah
region: "61.72"
colour: red
calendar:
  first_day: 2027-01-05
  weeks: 0
  fiscal_years: [{year: 2027, spend_from: 2027-02-01, spend_until: 2027-12-15}]
agencies: [{id: kominfo, name: Kominfo}]
needs: [{id: surat, name: Surat, agency: kominfo, weight: -1}]
options: [{id: a, name: "A\\e[31m", kind: steal, serves: [{need: surat, fit_percent: 90}]}]
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def without_times(text: str) -> str:
    return re.sub(r"(Planned in|Direncanakan dalam) [0-9.,]+", r"\1 X", text)


def test_the_small_example_is_planned_and_proven(capsys: pytest.CaptureFixture[str]) -> None:
    status = plan_command([str(KECIL), "--json", "rencana.json", "--xlsx", "rencana.xlsx"])
    said = capsys.readouterr()
    assert status == 0
    assert_golden("kecil.id.txt", without_times(said.out))
    result = read_plan_file(Path("rencana.json").read_bytes(), file="rencana.json")[1]
    assert result.status == "optimal"
    assert Path("rencana.xlsx").read_bytes().startswith(b"PK")
    assert sorted(path.name for path in Path().iterdir()) == ["rencana.json", "rencana.xlsx"]


def test_json_alone_stands_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    status = plan_command([str(KECIL), "--json", "-", "--lang", "en"])
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (status, document["status"], document["objective"]) == (0, "optimal", document["bound"])
    assert "Needs served" in said.err


def test_the_same_scenario_as_json_gives_the_same_plan(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = read_scenario(KECIL.read_bytes(), file="scenario.yml")
    document = document_from_scenario(scenario).model_dump(mode="json", exclude_none=True)
    plan_command([write("scenario.json", json.dumps(document)), "--json", "-"])
    from_json = json.loads(capsys.readouterr().out)
    plan_command([str(KECIL), "--json", "-"])
    from_yaml = json.loads(capsys.readouterr().out)
    for answer in (from_json, from_yaml):
        del answer["record"]
    assert from_json == from_yaml


@pytest.mark.parametrize("code", ["id", "en"])
def test_wrong_input_tells_every_finding(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_command([write("salah.yml", WRONG), "--lang", code]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert_golden(f"wrong_scenario.{code}.txt", said.err)


@pytest.mark.parametrize("code", ["id", "en"])
def test_files_that_cannot_be_used_are_told_before_solving(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("folder").mkdir()
    asked = ["hilang.yml", "--json", "folder", "--xlsx", "tiada/rencana.xlsx", "--lang", code]
    assert plan_command(asked) == 2
    assert_golden(f"unusable_files.{code}.txt", capsys.readouterr().err)


def test_a_folder_as_input_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    assert plan_command(["folder", "--lang", "en"]) == 2
    assert "This is a folder, not a file." in capsys.readouterr().err


def test_the_answer_never_overwrites_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    name = write("scenario.yml", KECIL.read_text(encoding="utf-8"))
    assert plan_command([name, "--json", "./scenario.yml", "--lang", "en"]) == 2
    assert "This is the input itself" in capsys.readouterr().err
    assert Path(name).read_text(encoding="utf-8") == KECIL.read_text(encoding="utf-8")


def test_two_answers_in_one_file_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_command([str(KECIL), "--json", "a", "--xlsx", "./a", "--lang", "en"]) == 2
    assert "Both answers would go to this file." in capsys.readouterr().err


def test_a_file_of_fifty_megabytes_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with Path("besar.yml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    started = time.monotonic()
    assert plan_command(["besar.yml", "--lang", "en"]) == 2
    assert time.monotonic() - started < 1
    assert "has 52428800 bytes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["x.yml", "--time-limit", "0"], "0 < S"),
        (["x.yml", "--time-limit", "nan"], "0 < S"),
        (["x.yml", "--workers", "65"], "1 <= N"),
        (["x.yml", "--seed", "-1"], "0 <= N"),
        ([], "FILE"),
        (["x.yml", "--lang"], "--lang"),
        (["x.yml", "--colour"], "--colour"),
    ],
)
def test_wrong_use_is_status_2(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        plan_command([*asked, "--lang", "en"])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def start(*asked: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "lumbung", "plan", *asked],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_any_argument_the_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        plan_command([])
    assert ended.value.code == 2
    assert "FILE" in capsys.readouterr().err


def test_ctrl_c_while_loading_says_that_there_is_no_plan() -> None:
    process = start(str(SINGKAWANG), "--lang", "en")
    while not is_held_back(process.pid, signal.SIGINT):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert err == "Stopped before there was a plan.\n"


def is_held_back(pid: int, number: signal.Signals) -> bool:
    """Whether a process blocks a signal, as the kernel tells it (proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    mask = re.search(r"^SigBlk:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return mask is not None and bool(int(mask.group(1), 16) >> (number - 1) & 1)


@pytest.mark.solver
def test_ctrl_c_gives_the_best_plan_so_far() -> None:
    process = start(str(SINGKAWANG), "--time-limit", "300", "--json", "-", "--lang", "en")
    assert process.stderr is not None
    for line in process.stderr:
        if "mandatory needs" in line:
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert read_plan_file(out.encode(), file="-")[1].record.interrupted
    assert "Stopped on request" in " ".join(err.split())


def test_a_psplib_project_is_scheduled(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_command([write("hand.sm", SINGLE), "--lang", "en"]) == 0
    assert_golden("project.en.txt", without_times(capsys.readouterr().out))
    assert plan_command(["hand.sm", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [document[key] for key in ("status", "objective", "bound", "makespan")] == [
        "optimal",
        6,
        6,
        6,
    ]
    assert list(document["starts"]) == list(document["modes"]) == ["1", "2", "3", "4", "5"]


def test_a_project_is_known_by_its_content_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_command([write("hand.txt", MULTI), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["makespan"] == 4


def test_a_project_that_cannot_be_done_is_status_3(capsys: pytest.CaptureFixture[str]) -> None:
    needy = SINGLE.replace("  3      1     3       2", "  3      1     3       9")
    assert plan_command([write("hand.sm", needy), "--json", "-"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["objective"]) == ("infeasible", None)


@pytest.mark.parametrize("code", ["id", "en"])
def test_a_broken_project_tells_every_line(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    broken = SINGLE.replace("  3      1     3       2", "  3      1     x       2   1")
    assert plan_command([write("hand.sm", broken), "--lang", code]) == 2
    assert_golden(f"wrong_project.{code}.txt", capsys.readouterr().err)


def test_no_spreadsheet_of_a_project(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [write("hand.sm", SINGLE), "--xlsx", "a.xlsx", "--lang", "en"]
    assert plan_command(asked) == 2
    assert "A spreadsheet can be made of scenarios only." in capsys.readouterr().err
