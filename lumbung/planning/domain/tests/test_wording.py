from lumbung.planning.domain import wording
from lumbung.planning.domain.figures import SpendingKind
from lumbung.planning.domain.plan import LevelName, MeansKind, SolveStatus, UnmetCause
from lumbung.planning.domain.scenario import OptionKind


def test_everything_a_plan_says_has_words():
    assert set(wording.OPTION_KINDS) == set(OptionKind)
    assert set(wording.SPENDING_KINDS) == set(SpendingKind)
    assert set(wording.STATUSES) == set(SolveStatus)
    assert set(wording.LEVELS) == set(LevelName)
    assert set(wording.CAUSES) == set(UnmetCause)
    assert set(wording.MEANS) == set(MeansKind)
