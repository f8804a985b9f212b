"""Rooms import one way (DESIGN.md); the contracts are in pyproject.toml."""

from importlinter.cli import lint_imports

EXIT_STATUS_SUCCESS = 0


def test_rooms_import_one_way() -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
