"""Indonesian texts need the compiled catalogues that `make setup-dev` makes."""

from pathlib import Path

import pytest

from lumbung.planning.terminal.language import ROOMS

SOURCES = [Path(__file__).parents[3] / room / "locale/id/LC_MESSAGES/django.po" for room in ROOMS]


@pytest.fixture(autouse=True)
def _catalogues_are_compiled(request: pytest.FixtureRequest) -> None:
    parameters = getattr(request.node, "callspec", None)
    is_english = parameters is not None and parameters.params.get("code") == "en"
    for source in SOURCES:
        compiled = source.with_suffix(".mo")
        is_old = not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
        if source.exists() and is_old and not is_english:
            pytest.skip(f"{source.parents[3].name}: translations are older than their source")
