"""Documents within limits: what no file may cost, and where each fault is told."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from lumbung.kit.documents import ReadDocument, locate_document, read_document
from lumbung.kit.errors import DocumentInvalid, Finding, Severity
from lumbung.kit.words import MOST_COMPARED, nearest_word
from lumbung.kit.yaml_tree import DocumentLimits
from lumbung.kit.yaml_writing import dump_yaml


class Shelf(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = ""
    books: tuple[str, ...] = ()
    open: bool = True


def keys_and_places(text: str | bytes, **limits: int) -> list[tuple[str, int, int]]:
    with pytest.raises(DocumentInvalid) as refused:
        read_document(text, Shelf, file="shelf.yml", limits=DocumentLimits(**limits))
    return [(finding.key, finding.line, finding.column) for finding in refused.value.findings]


def message(text: str | bytes, **limits: int) -> str:
    with pytest.raises(DocumentInvalid) as refused:
        read_document(text, Shelf, file="shelf.yml", limits=DocumentLimits(**limits))
    return str(refused.value.findings[0])


def test_yaml_1_2_words_stay_words_and_json_is_read() -> None:
    assert read_document("name: yes\nbooks: [no, on, 2027-01-04]", Shelf, file="x") == Shelf(
        name="yes", books=("no", "on", "2027-01-04")
    )
    assert read_document('{"name": "a", "open": false}', Shelf, file="x").open is False


def test_every_fault_is_told_at_its_place() -> None:
    text = "nmae: a\nopen: 3\nbooks:\n  - a\n  - 4\nopen: true\n"
    assert keys_and_places(text) == [
        ("nmae", 1, 1),
        ("open", 2, 1),
        ("books.1", 5, 5),
        ("open", 6, 1),
    ]


@pytest.mark.parametrize(
    ("text", "limits", "said"),
    [
        (b"name: \xff", {}, "not UTF-8"),
        ("name: \ud800", {}, "not UTF-8"),
        ("name: a\0", {}, "not YAML"),
        ("name: [", {}, "not YAML"),
        ("", {}, "empty"),
        ("name: a\n---\nname: b", {}, "more than one document"),
        ("name: &a x\nbooks: [*a]", {}, "Aliases"),
        ("name: !!str 3", {}, "Tags"),
        ("? [a]\n: b", {}, "cannot be a key"),
        ("name: abcdef", {"bytes": 5}, "12 bytes; at most 5"),
        ("books: [[[a]]]", {"depth": 3}, "deeper than 3"),
        ("books: [a, b, c]", {"nodes": 4}, "more than 4 values"),
    ],
)
def test_what_is_not_read_is_refused_in_words(
    text: str | bytes, limits: dict[str, int], said: str
) -> None:
    assert said in message(text, **limits)


def test_countless_faults_are_counted_not_listed() -> None:
    found = keys_and_places("".join(f"key{i}: 1\n" for i in range(50)), findings=10)
    assert len(found) == 11
    assert found[0] == ("(document)", 1, 1)


def test_checks_without_end_are_stopped() -> None:
    def endless(located: ReadDocument) -> Iterator[Finding]:
        while True:
            yield located.warning(("name",), "Again.")

    located = locate_document(
        "name: a", Shelf, file="x", check=endless, limits=DocumentLimits(findings=5)
    )
    assert len(located.findings) == 6
    assert {finding.severity for finding in located.findings} == {Severity.WARNING}


def test_a_hostile_crowd_of_keys_is_refused_soon() -> None:
    started = time.process_time()
    text = "".join(f"key{i}: 1\n" for i in range(20_000))
    assert len(keys_and_places(text)) == DocumentLimits().findings + 1
    assert time.process_time() - started < 10


def test_words_are_compared_within_bounds() -> None:
    assert nearest_word("wieght", ["weight", "name"]) == "weight"
    assert nearest_word("weight", [*("x" * 9 for _ in range(MOST_COMPARED)), "weight"]) == ""
    assert nearest_word("w" * 1000, ["w" * 999]) == ""


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | texts
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["yes", "1_000", "0o7", "1e3", "~", "2027-01-04", "12:30", "<<", "a: b"]),
    lambda inner: st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


class Anything(BaseModel):
    value: object


@settings(deadline=None)
@given(plain_values)
def test_what_is_written_is_read_as_it_was(value: object) -> None:
    read = read_document(dump_yaml({"value": value}), Anything, file="x").value
    assert (read, repr(read)) == (value, repr(value))


@settings(deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@ \n?,~0.9") | st.text() | st.binary())
def test_no_text_crashes_the_reader(text: str | bytes) -> None:
    try:
        read_document(text, Shelf, file="x")
    except DocumentInvalid as refused:
        assert all(finding.line >= 1 for finding in refused.findings)


def test_nul_written_as_an_escape_is_refused_at_its_place() -> None:
    assert keys_and_places('books: [a, "b\\0"]\nname: "\\x00"') == [
        ("books.1", 1, 12),
        ("name", 2, 7),
    ]
