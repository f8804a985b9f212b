"""The rules by which an item that came in is taken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lumbung.catalogue.domain.federation import judging
from lumbung.catalogue.domain.federation.audience import regions_only
from lumbung.catalogue.domain.federation.judging import ItemRefused, Judgement, Known, Ours, judge
from lumbung.catalogue.domain.federation.signed_item import ItemInvalid, Signed
from lumbung.catalogue.tests.federation.others import MONDAY, OtherNode

SUMEDANG, HUB = OtherNode("32.11"), OtherNode("61")
OURS = Ours("61.72", "61", MONDAY + timedelta(hours=1))
LATER = MONDAY + timedelta(minutes=1)


def judged(signed: Signed, *, giver: str = "32.11", known: Known | None = None) -> Judgement:
    return judge(signed, ours=OURS, giver=giver, origin_key=SUMEDANG.public_key, known=known)[1]


def version_of(signed: Signed, *, deleted: bool = False) -> Known:
    return Known(signed.sha256, MONDAY, deleted)


def test_new_item_of_its_origin_is_taken() -> None:
    assert judged(SUMEDANG.entry()) is Judgement.TAKE


def test_same_item_is_known() -> None:
    signed = SUMEDANG.entry()
    assert judged(signed, known=version_of(signed)) is Judgement.SAME


def test_newer_item_is_taken() -> None:
    known = version_of(SUMEDANG.entry())
    assert judged(SUMEDANG.entry(at=LATER), known=known) is Judgement.TAKE


def test_older_item_is_a_replay_of_the_origin_and_lateness_of_a_relay() -> None:
    known = replace(version_of(SUMEDANG.entry()), updated_at=LATER)
    assert judged(SUMEDANG.entry(), giver="61", known=known) is Judgement.OLDER
    with pytest.raises(ItemRefused, match=judging.REPLAYED):
        judged(SUMEDANG.entry(), known=known)


def test_two_versions_of_one_moment_are_refused() -> None:
    with pytest.raises(ItemRefused, match=judging.TWO_VERSIONS):
        judged(SUMEDANG.entry("one"), known=version_of(SUMEDANG.entry("another")))


def test_of_one_moment_what_lives_wins_over_its_withdrawal() -> None:
    gone, there = SUMEDANG.item("entry", None), SUMEDANG.entry()
    assert judged(there, known=version_of(gone, deleted=True)) is Judgement.TAKE
    assert judged(gone, known=version_of(there)) is Judgement.SAME


@pytest.mark.parametrize(
    ("signed", "giver", "reason"),
    [
        (SUMEDANG.entry(origin="61.72"), "32.11", judging.CLAIMS_TO_BE_OURS),
        (SUMEDANG.entry(audience=regions_only(["61.71"])), "32.11", judging.NOT_FOR_US),
        (SUMEDANG.entry(may_relay=False), "61", judging.NO_LEAVE_TO_RELAY),
        (SUMEDANG.entry(at=MONDAY + timedelta(days=2)), "32.11", judging.FROM_THE_FUTURE),
    ],
)
def test_against_the_rules(signed: Signed, giver: str, reason: str) -> None:
    with pytest.raises(ItemRefused, match=reason):
        judged(signed, giver=giver)


def test_clock_that_is_a_little_ahead_is_forgiven() -> None:
    assert judged(SUMEDANG.entry(at=MONDAY + timedelta(hours=20))) is Judgement.TAKE


def test_unknown_origin_is_refused() -> None:
    with pytest.raises(ItemRefused, match=judging.ORIGIN_UNKNOWN):
        judge(SUMEDANG.entry(), ours=OURS, giver="61", origin_key=None, known=None)


def test_relay_cannot_sign_for_the_origin() -> None:
    with pytest.raises(ItemInvalid):
        judged(HUB.entry(origin="32.11"), giver="61")
