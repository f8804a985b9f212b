"""Whether effort grows with the size of an adoption, and how fast, where data supports it.

Points are (ln users, ln ratio of real to offered effort). The slope is that of Theil (1950) and Sen
(1968), the median of the slopes of all pairs, which a few odd reports cannot bend. It is used only
if there are LEAST_POINTS points, the largest adoption has at least LEAST_SPAN times the users of
the smallest, and Kendall's test (1938, exact: permutations counted by their inversions) finds so
strong an order by chance at most once in twenty times. It is kept between 0 (size does not matter)
and 1 (twice the users, twice the effort).
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb, factorial, log
from statistics import median

LEAST_POINTS = 6
MOST_POINTS = 50
LEAST_SPAN = 4.0
MOST_CHANCE = 0.05

Point = tuple[float, float]


def supported_slope(points: Sequence[Point]) -> float | None:
    """The slope, or None where the data does not support one."""
    taken = list(points[:MOST_POINTS])
    sizes = [size for size, _ratio in taken]
    if len(taken) < LEAST_POINTS or max(sizes) - min(sizes) < log(LEAST_SPAN):
        return None
    if chance_of_order(taken) > MOST_CHANCE:
        return None
    slopes = [
        (second[1] - first[1]) / (second[0] - first[0])
        for first, second in combinations(taken, 2)
        if second[0] != first[0]
    ]
    return min(1.0, max(0.0, median(slopes)))


def chance_of_order(points: Sequence[Point]) -> float:
    """The chance that points without any connection rise together at least as strictly as these.
    Ties count for neither side, which errs on the cautious side."""
    count = len(points)
    score = sum(
        _sign(second[0] - first[0]) * _sign(second[1] - first[1])
        for first, second in combinations(points, 2)
    )
    most_inversions = (comb(count, 2) - score) // 2
    return sum(_permutations_by_inversions(count)[: most_inversions + 1]) / factorial(count)


def _permutations_by_inversions(count: int) -> list[int]:
    """How many orders of `count` things have 0, 1, 2, … inversions (Mahonian numbers)."""
    found = [1]
    for size in range(2, count + 1):
        longer = [0] * (len(found) + size - 1)
        running = 0
        for place in range(len(longer)):
            running += found[place] if place < len(found) else 0
            running -= found[place - size] if 0 <= place - size < len(found) else 0
            longer[place] = running
        found = longer
    return found


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
