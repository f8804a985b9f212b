"""What each stage of an agreement requires."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.agreements import agreement_stages as rules
from lumbung.catalogue.domain.agreements.agreement_stages import (
    AgreementFacts,
    PartyFacts,
    Stage,
    findings_before,
    moves_of,
)
from lumbung.catalogue.domain.agreements.document_kinds import DOCX, JPEG, PDF, PNG, document_kind
from lumbung.catalogue.models import Agreement

PARTY = PartyFacts(
    "provider",
    "Sumedang",
    signatory="Kepala Dinas",
    mandate_number="1/SK",
    mandate_on=date(2027, 1, 4),
)
WHOLE = AgreementFacts(
    kind="pks",
    subject="e-Office",
    parties=(PARTY, replace(PARTY, side="adopter", name="Singkawang")),
    no_parent_reason="Pembaruan",
    number="1/PKS",
    signed_on=date(2027, 2, 1),
    starts_on=date(2027, 2, 1),
    ends_on=date(2029, 2, 1),
    documents=1,
)


def messages(stage, **changes):
    return [found.message for found in findings_before(stage, replace(WHOLE, **changes))]


def with_party(**changes):
    return {"parties": (replace(PARTY, **changes), WHOLE.parties[1])}


def test_stages_are_those_of_the_table():
    assert {stage.value for stage in Stage} == set(Agreement.Stage.values)


def test_a_whole_agreement_may_enter_into_force():
    assert messages(Stage.IN_FORCE) == []


@pytest.mark.parametrize(
    ("stage", "changes", "message"),
    [
        (Stage.DRAFTED, {"parties": (PARTY,)}, rules.NO_ADOPTER),
        (Stage.REVIEWED, {"subject": " "}, rules.NO_SUBJECT),
        (Stage.SIGNING, {"no_parent_reason": ""}, rules.NO_MEMORANDUM),
        (
            Stage.SIGNING,
            {"parent": "KB", "parent_stage": "signing"},
            rules.MEMORANDUM_NOT_IN_FORCE,
        ),
        (Stage.SIGNING, with_party(signatory=""), rules.NO_SIGNATORY),
        (Stage.SIGNING, with_party(mandate_number=""), rules.NO_MANDATE),
        (Stage.SIGNING, with_party(mandate_on=None), rules.NO_MANDATE),
        (Stage.IN_FORCE, with_party(mandate_on=date(2027, 2, 2)), rules.LATE_MANDATE),
        (Stage.IN_FORCE, {"number": ""}, rules.NO_NUMBER),
        (Stage.IN_FORCE, {"signed_on": None}, rules.NO_SIGNING_DAY),
        (Stage.IN_FORCE, {"starts_on": None}, rules.NO_START),
        (Stage.IN_FORCE, {"ends_on": None}, rules.NO_END),
        (Stage.IN_FORCE, {"documents": 0}, rules.NO_COPY),
    ],
)
def test_what_is_missing_is_told(stage, changes, message):
    assert messages(stage, **changes) == [message]


def test_head_of_region_needs_no_mandate():
    assert messages(Stage.SIGNING, **with_party(signs_as="region", mandate_number="")) == []


def test_memorandum_is_signed_by_heads_of_region():
    assert messages(Stage.SIGNING, kind="kb").count(rules.NOT_BY_HEAD) == 2
    heads = tuple(replace(party, signs_as="region") for party in WHOLE.parties)
    assert messages(Stage.SIGNING, kind="kb", parties=heads, no_parent_reason="") == []


def test_memorandum_in_force_carries_its_pks():
    assert messages(Stage.SIGNING, no_parent_reason="", parent="KB", parent_stage="in-force") == []


@pytest.mark.parametrize("stage", Stage)
def test_what_is_closed_stays_closed(stage):
    if stage in rules.CLOSED:
        assert moves_of(stage) == ()
    assert stage not in moves_of(stage)


def test_nothing_stands_before_dropping_or_ending():
    empty = AgreementFacts(kind="pks")
    assert findings_before(Stage.DROPPED, empty) == findings_before(Stage.ENDED, empty) == ()


def word_file(*names):
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xff\xd8\xff\xe0JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (word_file(*WORD), DOCX),
        (word_file(*WORD, "word/vbaProject.bin"), None),
        (word_file("xl/workbook.xml", "[Content_Types].xml"), None),
        (b"MZ\x90", None),
        (b"<html>%PDF-", None),
        (b"PK\x03\x04" + b"\0" * 40, None),
        (b"", None),
    ],
)
def test_kind_is_told_by_content(content, kind):
    assert document_kind(content) == kind


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", word_file(*WORD)[:60]]))
def test_any_bytes_are_judged_without_a_crash(tail, head):
    document_kind(head + tail)
