"""Means that may be added at a price: what the model asks when it explains an unmet need."""

from dataclasses import dataclass, field

from ortools.sat.python.cp_model import IntVar, LinearExprT


@dataclass(frozen=True)
class Levers:
    """More of a pool's money, in rupiah, by (fiscal year, code); more decidays of own staff, by
    (role, week), `most_staff` at most. Empty by default: the means as they are."""

    money: dict[tuple[int, str], IntVar] = field(default_factory=dict)
    staff: dict[tuple[str, int], LinearExprT] = field(default_factory=dict)
    most_staff: int = 0
