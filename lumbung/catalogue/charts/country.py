"""The country as a picture: a tile for each province, the darker the more, each a link to its page.

Its twin is the table below it on the page; nothing is shown here that the table does not tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lumbung.catalogue.domain.country import COLUMNS, HALVES, ROWS, Tile

TILE = 46
STEP = 50
LEVELS = 4


@dataclass(frozen=True, slots=True)
class ProvinceTile:
    """`level` 0 (nothing) to LEVELS; `text` is the figure as it stands on the tile."""

    tile: Tile
    name: str
    value: int
    text: str
    level: int
    address: str

    @property
    def x(self) -> int:
        return self.tile.column * STEP

    @property
    def y(self) -> int:
        return self.tile.row * STEP

    @property
    def middle(self) -> int:
        return self.x + TILE // 2


@dataclass(frozen=True, slots=True)
class Half:
    tiles: tuple[ProvinceTile, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CountryPicture:
    halves: tuple[Half, ...]
    most: int


def draw_country(
    values: Mapping[str, int],
    names: Mapping[str, str],
    *,
    text: Callable[[int], str],
    address: Callable[[str], str],
) -> CountryPicture:
    """`values` by province code; a province without one has 0, and one that the region list does
    not know is left out. Levels are quarters of the largest value, so that equal shades are equal
    figures whatever the others are."""
    most = max([0, *values.values()])

    def placed(tile: Tile) -> ProvinceTile:
        value = values.get(tile.code, 0)
        return ProvinceTile(
            tile, names[tile.code], value, text(value), _level(value, most), address(tile.code)
        )

    return CountryPicture(
        tuple(
            Half(
                tuple(placed(tile) for tile in half if tile.code in names),
                columns * STEP,
                ROWS * STEP,
            )
            for half, columns in zip(HALVES, COLUMNS, strict=True)
        ),
        most,
    )


def _level(value: int, most: int) -> int:
    if value <= 0 or most <= 0:
        return 0
    return min(LEVELS, 1 + (LEVELS * (value - 1)) // most)
