"""Terms: the real ones fit without free text, unknown stays unknown, contradictions are told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.offers.infrastructure import InfrastructureDocument
from lumbung.catalogue.domain.offers.infrastructure_rows import infrastructure_rows
from lumbung.catalogue.domain.offers.offer_document import FORMAT
from lumbung.catalogue.domain.offers.offer_reading import dump_offer, read_offer
from lumbung.catalogue.domain.offers.terms import TermsDocument, terms_findings
from lumbung.catalogue.domain.offers.terms_rows import terms_groups
from lumbung.catalogue.domain.offers.terms_summary import (
    FACETS,
    NOTHING_STATED,
    Mark,
    is_stated,
    terms_facets,
    terms_line,
)
from lumbung.catalogue.templatetags.terms import terms_in_a_line
from lumbung.catalogue.tests.factories import OFFER_YML
from lumbung.kit.errors import DocumentInvalid

ROOT = Path(__file__).resolve().parents[3]
DATAGO = ROOT / "examples" / "singkawang" / "offers" / "magelang-datago" / "offer.yml"

terms_strategy = st.builds(
    TermsDocument,
    fee_idr=st.none() | st.integers(0, 10**14),
    fee_yearly_idr=st.none() | st.integers(0, 10**14),
    onward_sharing_allowed=st.none() | st.booleans(),
    government_use_only=st.none() | st.booleans(),
    changes=st.none() | st.sampled_from(["yes", "with-permission", "no"]),
    logo_stays=st.none() | st.booleans(),
    support_extent=st.none()
    | st.sampled_from(["none", "until-installation", "until-day", "while-used"]),
    support_until=st.none() | st.dates(),
    data_held_by=st.none() | st.sampled_from(["adopter", "provider", "other"]),
    paid_by=st.dictionaries(
        st.sampled_from(["staff", "servers", "training"]), st.sampled_from(["adopter", "shared"])
    ),
    agreements=st.dictionaries(st.sampled_from(["kb", "pks", "mandate"]), st.booleans()),
    notes=st.sampled_from(["", "lihat pedoman"]),
)


def terms(**fields: Any) -> TermsDocument:
    return TermsDocument.model_validate(fields, strict=False)


def rows(document: TermsDocument) -> dict[str, Any]:
    return {row.label: row for group in terms_groups(document) for row in group.rows}


def test_real_terms_of_datago_fit_without_free_text() -> None:
    document = read_offer(DATAGO.read_text(encoding="utf-8")).terms
    assert (document.support, document.agreement, document.notes) == ("", "", "")
    assert terms_facets(document) == {
        "no-onward",
        "changes-with-permission",
        "government-only",
        "support",
        "support-until-installation",
        "needs-kb",
        "needs-pks",
    }
    read = rows(document)
    assert read["Commercial use"].mark is Mark.NO
    assert read["May be handed over to others"].mark is Mark.ASK
    assert read["Copyright"].value.facts[1] == ("number", "EC00202180161")
    assert read["Data stays within the country"].mark is Mark.UNKNOWN


def test_nothing_stated_is_said_so_and_nothing_guessed() -> None:
    assert [phrase.message for phrase in terms_line(terms())] == [NOTHING_STATED]
    assert terms_facets(terms()) == {"not-stated"}
    assert {row.mark for row in rows(terms()).values()} == {Mark.UNKNOWN}
    assert not is_stated(terms(source="surat")) and is_stated(terms(notes="lihat pedoman"))


@given(terms_strategy)
def test_every_facet_is_known_and_every_row_of_an_unstated_term_is_unknown(
    document: TermsDocument,
) -> None:
    assert terms_facets(document) <= FACETS.keys()
    assert ("not-stated" in terms_facets(document)) == (not is_stated(document))
    assert (rows(document)["Yearly fee"].mark is Mark.UNKNOWN) == (document.fee_yearly_idr is None)
    for group in terms_groups(document):
        for row in group.rows:
            assert (row.value is None) == (row.mark is Mark.UNKNOWN)


@given(terms_strategy)
def test_terms_come_back_as_they_were_written(document: TermsDocument) -> None:
    kept = document.model_dump(mode="json", exclude_defaults=True)
    assert TermsDocument.model_validate(kept, strict=False) == document


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (
            {"support_until": date(2027, 1, 1), "support_extent": "until-installation"},
            "support_until",
        ),
        ({"support_kinds": ["training"], "support_extent": "none"}, "support_kinds"),
        (
            {"government_use_only": True, "commercial_use_allowed": True},
            "commercial_use_allowed",
        ),
    ],
)
def test_terms_that_contradict_themselves_are_told(fields: dict[str, Any], key: str) -> None:
    assert [finding.key for finding in terms_findings(terms(**fields))] == [f"terms.{key}"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "Rp\N{NO-BREAK SPACE}2.500.000 sekali bayar · perlu Kesepakatan Bersama, PKS"),
        ("en", "Rp\N{NO-BREAK SPACE}2,500,000 once · needs Kesepakatan Bersama, PKS"),
    ],
)
def test_line_is_in_the_readers_language(language: str, line: str) -> None:
    kept = {"fee_idr": 2_500_000, "agreements": {"kb": True, "pks": True, "mandate": False}}
    with override(language):
        assert terms_in_a_line(kept) == line


def test_first_version_is_read_as_the_second() -> None:
    document = read_offer(OFFER_YML)
    assert (document.format, document.terms.agreement) == (FORMAT, "PKS")
    assert dump_offer(document).startswith("format: lumbung-offer/2")


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentInvalid) as caught:
        read_offer(text)
    return [finding.key for finding in caught.value.findings]


@pytest.mark.parametrize(
    "audience",
    [
        "{kind: everyone, regions: ['61']}",
        "{kind: province}",
        "{kind: province, regions: ['61.72']}",
        "{kind: regions}",
    ],
)
def test_audience_that_cannot_be_is_told(audience: str) -> None:
    assert problems(OFFER_YML + f"audience: {audience}\n") == ["audience.regions"]


def test_facts_of_infrastructure_belong_to_infrastructure() -> None:
    facts = "infrastructure: {kind: hosting, disk_gib: 500}\n"
    assert problems(OFFER_YML + facts) == ["infrastructure"]
    offered = OFFER_YML.replace("kind: application", "kind: infrastructure") + facts
    document = read_offer(offered)
    assert read_offer(dump_offer(document)) == document


def test_what_a_kind_of_infrastructure_is_asked_first_is_shown_even_unstated() -> None:
    document = InfrastructureDocument(kind="help-desk", requests_per_month=300)
    marks = {row.label: row.mark for row in infrastructure_rows(document)}
    assert marks["Requests for help"] is Mark.SAID
    assert marks["Answered within"] is Mark.UNKNOWN
    assert "Rack" not in marks
