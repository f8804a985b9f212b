"""Applications that seem to do the same: who stands with whom, why, and never by a chain."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.matching.grouping import Thing, groups, likenesses

CITY = [
    Thing(1, "SiCantik Cloud", "Perizinan daerah"),
    Thing(2, "Perizinan lama", "Perizinan", "PHP, MySQL"),
    Thing(3, "SIMDA Barang", "Barang milik daerah"),
    Thing(4, "Inventaris", "Barang milik daerah", "PHP"),
    Thing(5, "Antrean RS", "Antrean pasien"),
    Thing(6, "Antrean MPP", "Antrean Mal Pelayanan Publik"),
    Thing(7, "Sistem informasi", "Aplikasi pelayanan daerah"),
    Thing(8, "Portal informasi", "Layanan informasi daerah"),
    Thing(9, "Surat menyurat"),
    Thing(10, "Persuratan dinas"),
    Thing(11, "", ""),
]


def members(things, **options):
    return [group.members for group in groups(likenesses(things), **options)]


def test_same_function_under_other_names_stands_together():
    assert set(members(CITY)) >= {(1, 2), (3, 4), (9, 10)}


def test_common_words_bring_nothing_together():
    found = members(CITY)
    assert not any({7, 8} <= set(group) for group in found)
    assert not any(11 in group for group in found)


def test_reason_is_told():
    (group,) = groups(likenesses([CITY[2], CITY[3]]))
    assert group.words == ("barang", "milik") and group.technology == ()
    alike = [Thing(1, "a", "Parkir", "PHP Laravel"), Thing(2, "b", "Parkir", "Laravel")]
    assert groups(likenesses(alike))[0].technology == ("laravel",)


def test_pairs_called_different_are_kept_apart_in_either_order():
    for pair in ((3, 4), (4, 3)):
        assert (3, 4) not in members(CITY, different=[pair])


def test_no_chain_grows():
    things = [
        Thing(1, "", "Parkir terminal"),
        Thing(2, "", "Parkir"),
        Thing(3, "", "Parkir pasar"),
    ]
    for group in members(things):
        assert all(likenesses([things[a - 1], things[b - 1]]) for a, b in combinations(group, 2))


def test_our_place_names_bring_nothing_together():
    things = [Thing(1, "", "Singkawang"), Thing(2, "", "Singkawang")]
    assert likenesses(things, ignored=["Kota Singkawang"]) == []


WORDS = ["surat", "obat", "pajak", "warga", "sistem", "daerah", "parkir", "sekolah", "siswa"]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=12),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6),
)
def test_groups_do_not_overlap_and_keep_to_what_people_said(functions, different):
    things = [Thing(number, "", text) for number, text in enumerate(functions)]
    near = {each.pair for each in likenesses(things)}
    found = groups(likenesses(things), different=different)
    seen = [member for group in found for member in group.members]
    assert len(seen) == len(set(seen))
    for group in found:
        for pair in combinations(group.members, 2):
            assert pair in near
            assert pair not in different and pair[::-1] not in different
        assert all(0.68 <= each.value <= 1 and each.words for each in group.likenesses)


@pytest.mark.parametrize("count", [0, 1])
def test_few_or_none_make_no_group(count):
    assert members(CITY[:count]) == []
