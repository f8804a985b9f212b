"""Sets of entries: ranking and counting, against the plain way of doing it."""

from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.search.search_matching import (
    FIELDS,
    Matches,
    bits_of,
    facet_counts,
    joined,
    matches,
    narrowed_by,
    numbers_in,
    page_of,
)

SIZE = 24
NUMBERS = st.sets(st.integers(0, SIZE - 1))
HITS = st.tuples(*[NUMBERS] * FIELDS)


def as_bits(hits):
    return tuple(bits_of(field, SIZE) for field in hits)


@given(NUMBERS)
def test_a_set_comes_back_as_it_went_in(numbers) -> None:
    assert numbers_in(bits_of(numbers, SIZE)) == sorted(numbers)


@given(st.lists(HITS, min_size=1, max_size=4), NUMBERS)
def test_entries_with_all_words_match_once_each(words, within) -> None:
    found = matches([as_bits(hits) for hits in words], bits_of(within, SIZE))
    with_all = set(within)
    for hits in words:
        with_all &= set().union(*hits)
    with_some = {n for n in within if any(n in field for hits in words for field in hits)}
    relaxed = not with_all and len(words) > 1
    assert found.is_relaxed == relaxed
    assert set(numbers_in(found.all)) == (with_some if relaxed else with_all)
    assert sum(bits.bit_count() for bits in found.classes) == found.all.bit_count()


def test_names_rank_above_functions_features_and_the_rest() -> None:
    hits = as_bits(({3}, {2}, {1}, {0}))
    assert [numbers_in(bits) for bits in matches([hits], 0b1111).classes] == [[3], [2], [1], [0]]


def test_a_rare_word_counts_more_where_not_all_are_had() -> None:
    common, rare = as_bits((set(range(10)), set(), set(), set())), as_bits(({15}, *[set()] * 3))
    found = matches([common, rare], (1 << SIZE) - 1)
    assert found.is_relaxed and numbers_in(found.classes[0]) == [15]


@given(HITS, HITS)
def test_synonyms_add_hits_one_field_lower(first, second) -> None:
    both = joined(as_bits(first), as_bits(second))
    assert both[0] == bits_of(first[0], SIZE)
    assert both[1] == bits_of(first[1] | second[0], SIZE)
    assert set(numbers_in(both[3])) == first[3] | second[2] | second[3]


FACETS = st.dictionaries(
    st.sampled_from("ab"), st.dictionaries(st.sampled_from("xyz"), NUMBERS, max_size=3)
)


@given(FACETS, st.dictionaries(st.sampled_from("ab"), st.lists(st.sampled_from("xyz"))), NUMBERS)
def test_counts_are_those_of_choosing_it(facets, chosen, found) -> None:
    sets = {
        name: {value: bits_of(numbers, SIZE) for value, numbers in values.items()}
        for name, values in facets.items()
    }
    counts = facet_counts(sets, chosen, bits_of(found, SIZE))
    for name, values in sets.items():
        for value in values:
            alone = {**chosen, name: [value]}
            wanted = narrowed_by(sets, alone, bits_of(found, SIZE)).bit_count()
            assert counts[name].get(value, 0) == wanted


@given(st.lists(NUMBERS, max_size=4), st.integers(0, 30), st.integers(1, 7))
def test_pages_follow_one_another(sets, start, count) -> None:
    classes, taken = [], set()
    for members in sets:
        classes.append(bits_of(members - taken, SIZE))
        taken |= members
    found, order = Matches(tuple(bits for bits in classes if bits)), list(range(SIZE))
    whole = page_of(found, order, 0, SIZE, lambda number: (number,))
    assert page_of(found, order, start, count, lambda n: (n,)) == whole[start : start + count]
