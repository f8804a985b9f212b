"""The reasons of a match, with their points: what is known of an offer beside what it is for. What
is not known counts half or less, and is said to be unknown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbung.catalogue.domain.matching.meaning import concepts_of


class Kind(StrEnum):
    """What an evidence is about."""

    FUNCTION = "function"
    AGENCY = "agency"
    FEE = "fee"
    AGREEMENT = "agreement"
    ONWARD = "onward"
    SUPPORT = "support"
    SIZE = "size"
    PREREQUISITES = "prerequisites"
    EXPERIENCE = "experience"


MOST_POINTS = {
    Kind.FUNCTION: 60,
    Kind.AGENCY: 6,
    Kind.FEE: 4,
    Kind.AGREEMENT: 4,
    Kind.ONWARD: 2,
    Kind.SUPPORT: 4,
    Kind.SIZE: 8,
    Kind.PREREQUISITES: 6,
    Kind.EXPERIENCE: 6,
}


class Reason(StrEnum):
    """What was found; the words for each are in planning.matching_words."""

    SHARED_WORDS = "shared-words"
    SAME_KIND_OF_AGENCY = "same-kind-of-agency"
    MEANT_FOR_SUCH = "meant-for-such"
    AGENCY_UNKNOWN = "agency-unknown"
    FREE = "free"
    FEE = "fee"
    FEE_UNKNOWN = "fee-unknown"
    AGREEMENT_THERE = "agreement-there"
    AGREEMENT_NEEDED = "agreement-needed"
    AGREEMENT_UNKNOWN = "agreement-unknown"
    ONWARD_ALLOWED = "onward-allowed"
    ONWARD_FORBIDDEN = "onward-forbidden"
    ONWARD_UNKNOWN = "onward-unknown"
    SUPPORT_LASTS = "support-lasts"
    SUPPORT_ENDS = "support-ends"
    SUPPORT_UNKNOWN = "support-unknown"
    FITS_A_SERVER = "fits-a-server"
    FITS_A_PURCHASE = "fits-a-purchase"
    FITS_NOWHERE = "fits-nowhere"
    SIZE_UNKNOWN = "size-unknown"
    PREREQUISITES_MET = "prerequisites-met"
    PREREQUISITES_LACKING = "prerequisites-lacking"
    PREREQUISITES_UNKNOWN = "prerequisites-unknown"
    WELL_TRIED = "well-tried"
    IN_USE = "in-use"
    POORLY_RATED = "poorly-rated"
    NO_EXPERIENCE = "no-experience"


Fact = str | int | float | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: `points` of at most MOST_POINTS[kind]; `facts` fill its sentence."""

    kind: Kind
    reason: Reason
    points: int
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def most(self) -> int:
        return MOST_POINTS[self.kind]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as matching sees it; `agency` is the name of the agency that states it."""

    id: str
    name: str
    service: str = ""
    note: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered. None or empty means not known, which is never held for good or bad.

    `used_by` are agencies elsewhere, `meant_for` the audiences it names, `lacking` the
    prerequisites we do not have, `demand` is (cpu millicores, memory MiB, disk GiB).
    """

    id: str
    name: str
    function: str = ""
    categories: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    text: str = ""
    used_by: tuple[str, ...] = ()
    meant_for: tuple[str, ...] = ()
    fee_idr: int | None = None
    agreement: str = ""
    has_agreement: bool = False
    onward_allowed: bool | None = None
    support_until: date | None = None
    demand: tuple[int, int, int] | None = None
    requires: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    in_use: int = 0
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class OurMeans:
    """Against what size and terms are held: room free on each server now and on each kind that can
    be bought, and the last day of the horizon. Agreements of our own are in `Offered`."""

    free: tuple[tuple[int, int, int], ...] = ()
    purchasable: tuple[tuple[int, int, int], ...] = ()
    last_day: date | None = None


def evidence_beside_function(
    wanted: Wanted, offered: Offered, means: OurMeans
) -> Iterator[Evidence]:
    """Everything that orders offers of the right function; one evidence of each kind."""
    yield _agency(wanted, offered)
    yield _fee(offered)
    yield _agreement(offered)
    yield _onward(offered)
    yield _support(offered, means)
    yield _size(offered, means)
    yield _prerequisites(offered)
    yield _experience(offered)


def _agency(wanted: Wanted, offered: Offered) -> Evidence:
    """The same kind of agency uses it elsewhere, or it is meant for such."""
    ours = _kind_of_agency(wanted.agency)
    for name in offered.used_by:
        if ours & _kind_of_agency(name):
            return _full(Kind.AGENCY, Reason.SAME_KIND_OF_AGENCY, ("agency", name))
    for audience in offered.meant_for:
        if ours & _kind_of_agency(audience.replace("-", " ")):
            return Evidence(Kind.AGENCY, Reason.MEANT_FOR_SUCH, 4, (("audience", audience),))
    return Evidence(Kind.AGENCY, Reason.AGENCY_UNKNOWN, 0)


def _kind_of_agency(name: str) -> set[str]:
    """What the agency is about: `Dinas Kesehatan Kota X` and `Dinkes` alike by their subject."""
    return {concept for concept, _ in concepts_of(name)} - _AGENCY_COMMON


_AGENCY_COMMON = {
    concept
    for concept, _ in concepts_of(
        "dinas badan kantor sekretariat daerah kota kabupaten provinsi dan kecamatan bagian unit "
        "pemerintah regional local government authority services and"
    )
}


def _fee(offered: Offered) -> Evidence:
    if offered.fee_idr is None:
        return Evidence(Kind.FEE, Reason.FEE_UNKNOWN, 2)
    if offered.fee_idr == 0:
        return _full(Kind.FEE, Reason.FREE)
    return Evidence(Kind.FEE, Reason.FEE, 0, (("fee_idr", offered.fee_idr),))


def _agreement(offered: Offered) -> Evidence:
    if offered.has_agreement:
        return _full(Kind.AGREEMENT, Reason.AGREEMENT_THERE)
    if offered.agreement:
        facts: tuple[tuple[str, Fact], ...] = (("agreement", offered.agreement),)
        return Evidence(Kind.AGREEMENT, Reason.AGREEMENT_NEEDED, 1, facts)
    return Evidence(Kind.AGREEMENT, Reason.AGREEMENT_UNKNOWN, 2)


def _onward(offered: Offered) -> Evidence:
    if offered.onward_allowed is None:
        return Evidence(Kind.ONWARD, Reason.ONWARD_UNKNOWN, 1)
    if offered.onward_allowed:
        return _full(Kind.ONWARD, Reason.ONWARD_ALLOWED)
    return Evidence(Kind.ONWARD, Reason.ONWARD_FORBIDDEN, 0)


def _support(offered: Offered, means: OurMeans) -> Evidence:
    if offered.support_until is None or means.last_day is None:
        return Evidence(Kind.SUPPORT, Reason.SUPPORT_UNKNOWN, 2)
    fact = ("day", offered.support_until)
    if offered.support_until >= means.last_day:
        return _full(Kind.SUPPORT, Reason.SUPPORT_LASTS, fact)
    return Evidence(Kind.SUPPORT, Reason.SUPPORT_ENDS, 0, (fact,))


def _size(offered: Offered, means: OurMeans) -> Evidence:
    """Held against each server alone, as the planner does: an application is not split."""
    if offered.demand is None:
        return Evidence(Kind.SIZE, Reason.SIZE_UNKNOWN, 4)
    if any(_fits(offered.demand, room) for room in means.free):
        return _full(Kind.SIZE, Reason.FITS_A_SERVER)
    if any(_fits(offered.demand, room) for room in means.purchasable):
        return Evidence(Kind.SIZE, Reason.FITS_A_PURCHASE, 2)
    return Evidence(Kind.SIZE, Reason.FITS_NOWHERE, 0)


def _fits(demand: tuple[int, int, int], room: tuple[int, int, int]) -> bool:
    return all(needed <= free for needed, free in zip(demand, room, strict=True))


def _prerequisites(offered: Offered) -> Evidence:
    if offered.lacking:
        facts: tuple[tuple[str, Fact], ...] = (("lacking", offered.lacking),)
        return Evidence(Kind.PREREQUISITES, Reason.PREREQUISITES_LACKING, 0, facts)
    if offered.requires:
        fact = ("requires", offered.requires)
        return _full(Kind.PREREQUISITES, Reason.PREREQUISITES_MET, fact)
    return Evidence(Kind.PREREQUISITES, Reason.PREREQUISITES_UNKNOWN, 3)


def _experience(offered: Offered) -> Evidence:
    facts: tuple[tuple[str, Fact], ...] = (("in_use", offered.in_use),)
    if offered.rating is not None:
        facts = (*facts, ("rating", round(offered.rating, 1)))
        if offered.rating < 3:
            return Evidence(Kind.EXPERIENCE, Reason.POORLY_RATED, 0, facts)
        return _full(Kind.EXPERIENCE, Reason.WELL_TRIED, *facts)
    if offered.in_use:
        return Evidence(Kind.EXPERIENCE, Reason.IN_USE, min(5, 3 + offered.in_use), facts)
    return Evidence(Kind.EXPERIENCE, Reason.NO_EXPERIENCE, 1)


def _full(kind: Kind, reason: Reason, *facts: tuple[str, Fact]) -> Evidence:
    return Evidence(kind, reason, MOST_POINTS[kind], facts)
