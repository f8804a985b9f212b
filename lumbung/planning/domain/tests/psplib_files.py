"""Small PSPLIB files written by hand, for tests; and where the library's own lie, if they do."""

import csv
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[5] / "shared/data/psplib"
needs_library = pytest.mark.skipif(
    not LIBRARY.is_dir(), reason="the PSPLIB files (../shared/data/psplib) are not here"
)

SINGLE = """\
************************************************************************
file with basedata            : hand.bas
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  9
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     2       2
  3      1     3       2
  4      1     4       1
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""

MULTI = """\
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  1   N
  - doubly constrained        :  0   D
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        2          1           4
   3        2          1           4
   4        1          0
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  N 1
  1      1     0       0    0
  2      1     1       2    5
         2     4       1    1
  3      1     2       2    5
         2     3       1    2
  4      1     0       0    0
RESOURCEAVAILABILITIES:
  R 1  N 1
    2    6
"""


def published() -> dict[str, tuple[int, str]]:
    """`set/instance`: the best makespan known, and whether it is `optimal`."""
    with (LIBRARY / "best_known.csv").open(encoding="utf-8", newline="") as file:
        return {
            f"{row['set']}/{row['instance']}": (int(row["makespan"]), row["status"])
            for row in csv.DictReader(file)
        }
