"""offer.yml: all that is wrong at once, with place, and nothing trusted."""

from pathlib import Path

import pytest

from lumbung.catalogue.domain.offers.offer_reading import dump_offer, read_offer
from lumbung.catalogue.tests.factories import OFFER_YML
from lumbung.kit.errors import DocumentInvalid, Finding

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE_OFFERS = sorted((ROOT / "examples").glob("*/offers/*/offer.yml"))


def findings(text: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(DocumentInvalid) as caught:
        read_offer(text)
    return caught.value.findings


def places(text: str) -> list[tuple[str, int]]:
    return [(finding.key, finding.line) for finding in findings(text)]


def test_offer_is_read_and_written_back_whole() -> None:
    document = read_offer(OFFER_YML)
    assert document.recipe.activities[0].effort_days == {"engineer": 4}
    assert read_offer(dump_offer(document)) == document


@pytest.mark.parametrize("path", EXAMPLE_OFFERS, ids=lambda path: path.parent.name)
def test_example_offers_are_sound(path: Path) -> None:
    document = read_offer(path.read_text(encoding="utf-8"), file=path.name)
    assert read_offer(dump_offer(document)) == document


def test_unknown_keys_negative_money_and_bad_ids_are_all_told() -> None:
    text = OFFER_YML.replace("kind: application", "kind: aplikasi\nkonten: 1")
    text = text.replace("fee_idr: 0", "fee_idr: -1").replace("id: install", "id: Install!")
    assert {key for key, _line in places(text)} == {
        "kind",
        "konten",
        "terms.fee_idr",
        "recipe.activities.0.id",
    }


def test_circle_and_unknown_references_are_told_at_their_line() -> None:
    text = OFFER_YML.replace("after: [pks-32-11]}", "after: [install, nowhere]}")
    text = text.replace("uses: [pks-32-11]", "uses: [pks]")
    assert places(text) == [
        ("recipe.uses.0", 12),
        ("recipe.activities", 13),
        ("recipe.activities.0.after.1", 14),
    ]


def test_somebody_must_offer_it() -> None:
    assert places(OFFER_YML.replace('provider: "32.11"\n', "")) == [("name", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "- 1",
        "{",
        "a: &a [1]\nb: [*a, *a]",
        "\x00",
        b"\xff\xfe",
        "x: " + "[" * 100_000,
        b"a" * (2 * 1024 * 1024),
    ],
    ids=["empty", "list", "sequence", "open", "alias", "nul", "bytes", "deep", "huge"],
)
def test_whatever_comes_is_refused_with_findings(text: str | bytes) -> None:
    assert findings(text)


def test_fifty_megabytes_are_refused_at_once() -> None:
    [finding] = findings(b"x" * (50 * 1024 * 1024))
    assert "52428800" in str(finding)
