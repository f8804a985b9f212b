"""The published formats keep up with the code that reads them."""

from pathlib import Path

import pytest

from lumbung.planning.terminal.schema import schema_command, schema_text

FORMATS = Path(__file__).parents[4] / "docs/formats"


@pytest.mark.parametrize("name", ["scenario", "offer"])
def test_the_committed_schema_is_current(name: str) -> None:
    committed = (FORMATS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name) + "\n", "run `make docs`"


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert schema_command(["offer"]) == 0
    assert capsys.readouterr().out == schema_text("offer") + "\n"
