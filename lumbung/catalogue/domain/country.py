"""The provinces of Indonesia as tiles laid out like the archipelago, own work: equal in size, so
that a small province is seen as well as a large one. Codes are Kemendagri's, of 2022 and later.

Two halves, west and east of the Wallace line near enough, stand side by side on a wide page and one
over the other on a phone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a province stands, in columns from the west and rows from the north, and what it is
    called where there is little room."""

    code: str
    short: str
    column: int
    row: int


WEST = (
    Tile("11", "Aceh", 0, 0),
    Tile("12", "Sumut", 1, 1),
    Tile("21", "Kepri", 3, 1),
    Tile("65", "Kaltara", 6, 1),
    Tile("13", "Sumbar", 1, 2),
    Tile("14", "Riau", 2, 2),
    Tile("61", "Kalbar", 4, 2),
    Tile("62", "Kalteng", 5, 2),
    Tile("64", "Kaltim", 6, 2),
    Tile("17", "Bengkulu", 1, 3),
    Tile("15", "Jambi", 2, 3),
    Tile("19", "Babel", 3, 3),
    Tile("63", "Kalsel", 5, 3),
    Tile("16", "Sumsel", 2, 4),
    Tile("18", "Lampung", 2, 5),
    Tile("31", "Jakarta", 3, 5),
    Tile("36", "Banten", 2, 6),
    Tile("32", "Jabar", 3, 6),
    Tile("33", "Jateng", 4, 6),
    Tile("35", "Jatim", 5, 6),
    Tile("51", "Bali", 6, 6),
    Tile("34", "DIY", 4, 7),
)
EAST = (
    Tile("75", "Gorontalo", 1, 1),
    Tile("71", "Sulut", 2, 1),
    Tile("72", "Sulteng", 1, 2),
    Tile("82", "Malut", 3, 2),
    Tile("96", "PB Daya", 4, 2),
    Tile("92", "Pabar", 5, 2),
    Tile("91", "Papua", 6, 2),
    Tile("76", "Sulbar", 0, 3),
    Tile("74", "Sultra", 1, 3),
    Tile("81", "Maluku", 3, 3),
    Tile("94", "Papteng", 5, 3),
    Tile("95", "Papeg", 6, 3),
    Tile("73", "Sulsel", 0, 4),
    Tile("93", "Papsel", 6, 4),
    Tile("52", "NTB", 0, 6),
    Tile("53", "NTT", 1, 6),
)
HALVES = (WEST, EAST)
COLUMNS = (7, 7)
ROWS = 8
