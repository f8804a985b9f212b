"""Matching a need with offers: what is named, in what order, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.matching.match_evidence import (
    MOST_POINTS,
    Kind,
    Offered,
    OurMeans,
    Reason,
    Wanted,
)
from lumbung.catalogue.domain.matching.matching import LEAST_SIMILARITY, Matcher
from lumbung.catalogue.domain.matching.meaning import concepts_of, parts_of

LIBRARY = Offered("1", "SLiMS", "Otomasi perpustakaan")
LETTERS = Offered("2", "e-Office", "Surat dan disposisi elektronik")
ENROLMENT = Offered("3", "Pendaftar", "Penerimaan peserta didik baru")
HOSPITAL = Offered("4", "Khanza", "Sistem informasi rumah sakit: rekam medis, BPJS, farmasi")
OFFERS = (LIBRARY, LETTERS, ENROLMENT, HOSPITAL)
MEANS = OurMeans(free=((4000, 8192, 100),), purchasable=((16000, 65536, 1000),))


def matched(need, *offers, means=MEANS):
    return Matcher(offers or OFFERS).matches(need, means)


def reasons(match):
    return {one.kind: one.reason for one in match.evidence}


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("Perpustakaan umum kota", LIBRARY),
        ("Library of the city", LIBRARY),
        ("Naskah dan disposisi", LETTERS),
        ("PPDB", ENROLMENT),
        ("Obat di instalasi farmasi", HOSPITAL),
    ],
)
def test_need_finds_the_offer_of_its_function(need, offer):
    assert [match.offer for match in matched(Wanted("n", need))] == [offer.id]


@pytest.mark.parametrize(
    "need", ["Aplikasi layanan daerah", "Sistem informasi", "Uji kendaraan bermotor", "", "???"]
)
def test_no_offer_is_better_than_a_silly_one(need):
    assert matched(Wanted("n", need)) == []


def test_our_place_names_are_no_sign():
    offer = Offered("1", "Peta Singkawang", "Peta Singkawang")
    need = Wanted("n", "Antrean Singkawang")
    assert Matcher([offer], ignored=["Kota Singkawang"]).matches(need, MEANS) == []


def test_shared_words_are_told_as_both_write_them():
    match = matched(Wanted("n", "Pelayanan obat"))[0]
    assert dict(match.evidence[0].facts)["words"] == ("obat ≈ farmasi",)


def test_terms_size_and_experience_order_equals():
    need = Wanted("n", "Perpustakaan", agency="Dinas Perpustakaan")
    better = replace(
        LIBRARY,
        id="9",
        fee_idr=0,
        has_agreement=True,
        onward_allowed=True,
        demand=(1000, 1024, 10),
        requires=("PHP",),
        used_by=("Dinas Perpustakaan Kabupaten Lain",),
        in_use=3,
        rating=4.5,
        support_until=date(2030, 1, 1),
    )
    first, second = matched(
        need, LIBRARY, better, means=replace(MEANS, last_day=date(2029, 12, 31))
    )
    assert (first.offer, second.offer) == ("9", "1")
    assert first.score == 40 + first.evidence[0].points


@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        ({"fee_idr": 5}, Kind.FEE, Reason.FEE),
        ({"agreement": "PKS"}, Kind.AGREEMENT, Reason.AGREEMENT_NEEDED),
        ({"onward_allowed": False}, Kind.ONWARD, Reason.ONWARD_FORBIDDEN),
        ({"support_until": date(2027, 1, 1)}, Kind.SUPPORT, Reason.SUPPORT_ENDS),
        ({"demand": (8000, 1024, 10)}, Kind.SIZE, Reason.FITS_A_PURCHASE),
        ({"demand": (99000, 1024, 10)}, Kind.SIZE, Reason.FITS_NOWHERE),
        ({"requires": ("SSO",), "lacking": ("SSO",)}, Kind.PREREQUISITES,
         Reason.PREREQUISITES_LACKING),
        ({"rating": 2.0}, Kind.EXPERIENCE, Reason.POORLY_RATED),
        ({"in_use": 2}, Kind.EXPERIENCE, Reason.IN_USE),
        ({"meant_for": ("perpustakaan",)}, Kind.AGENCY, Reason.MEANT_FOR_SUCH),
    ],
)  # fmt: skip
def test_each_fact_gives_its_reason(change, kind, reason):
    need = Wanted("n", "Perpustakaan", agency="Dinas Perpustakaan")
    means = replace(MEANS, last_day=date(2029, 12, 31))
    match = matched(need, replace(LIBRARY, **change), means=means)[0]
    assert reasons(match)[kind] == reason


def test_only_asks_about_one_offer():
    need = Wanted("n", "Surat perpustakaan")
    assert {match.offer for match in matched(need)} == {"1", "2"}
    assert [match.offer for match in Matcher(OFFERS).matches(need, MEANS, only="2")] == ["2"]


def test_pairs_and_abbreviations_are_one_concept():
    assert [words for _, words in concepts_of("Rumah Sakit")] == ["rumah sakit"]
    assert {concept for concept, _ in concepts_of("RS")} == {
        concept for concept, _ in concepts_of("hospital")
    }
    assert len(parts_of("Surat, disposisi dan arsip")) == 3


WORDS = st.sampled_from(
    ["surat", "obat", "rumah", "sakit", "perpustakaan", "warga", "data", "desa", "BPHTB", "9", "~"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_every_match_is_bounded_explained_and_in_order(offers, name, service, ignored):
    known = [
        Offered(str(number), offered, function) for number, (offered, function) in enumerate(offers)
    ]
    matcher = Matcher(known, background=[name], ignored=ignored)
    found = matcher.matches(Wanted("n", name, service), MEANS)
    assert found == matcher.matches(Wanted("n", name, service), MEANS)
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)
    for match in found:
        assert LEAST_SIMILARITY <= match.similarity <= 1 and 0 <= match.score <= 100
        assert 30 <= match.fit_percent <= 90
        assert {one.kind for one in match.evidence} == set(Kind)
        assert all(0 <= one.points <= MOST_POINTS[one.kind] for one in match.evidence)
        assert dict(match.evidence[0].facts)["words"]
