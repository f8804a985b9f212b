"""Rupiah, shares and days as officials read them, in both languages."""

import pytest
from django.utils import translation

from lumbung.kit.errors import Finding
from lumbung.kit.templatetags.amounts import days, rupiah, rupiah_short, share
from lumbung.kit.templatetags.findings import finding_hint, finding_message

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("id", 1_250_000, "Rp 1.250.000"),
        ("en", 1_250_000, "Rp 1,250,000"),
        ("id", 0, "Rp 0"),
        ("id", -5_000, "Rp -5.000"),
        ("id", None, "–"),
    ],
)
def test_whole_rupiah(language, amount, text):
    with translation.override(language):
        assert rupiah(amount).replace(SPACE, " ") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (999_999, "Rp 999,999"),
        (60_000_000, "Rp 60 million"),
        (60_540_000, "Rp 60.5 million"),
        (1_354_000_000, "Rp 1.4 billion"),
        (-174_000_000, "Rp -174 million"),
        (2_313_000_000_000, "Rp 2,313 billion"),
    ],
)
def test_short_rupiah(amount, text):
    with translation.override("en"):
        assert rupiah_short(amount).replace(SPACE, " ") == text


def test_short_amount_never_breaks_over_lines():
    with translation.override("en"):
        assert " " not in rupiah_short(60_000_000)


def test_share_has_one_decimal_where_it_needs_one():
    with translation.override("id"):
        assert [share(80.0), share(12.54), share(100), share(None)] == ["80%", "12,5%", "100%", "–"]


def test_days_are_told_in_tenths_only_where_there_are_any():
    with translation.override("id"):
        assert [days(120), days(35), days(0), days(None)] == ["12", "3,5", "0", "–"]


def test_findings_are_filled_with_their_facts():
    finding = Finding("a.b", "%(count)s are wrong", "Take %(count)s out", facts=(("count", "3"),))
    assert finding_message(finding) == "3 are wrong"
    assert finding_hint(finding) == "Take 3 out"
    assert finding_hint(Finding("a", "No facts: 100%")) == ""
    assert finding_message(Finding("a", "No facts: 100%")) == "No facts: 100%"
