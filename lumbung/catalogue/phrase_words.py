"""Phrases of the domain (domain.phrase) in the reader's language: filled, formatted, translated."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.offers.terms_summary import NOTHING_STATED, terms_line
from lumbung.catalogue.domain.phrase import Fact, Phrase
from lumbung.kit.templatetags.amounts import rupiah


def in_words(said: Phrase) -> str:
    facts = {name: _fact(name, value) for name, value in said.facts}
    return gettext(said.message) % facts if facts else gettext(said.message)


def joined(phrases: Iterable[Phrase]) -> str:
    return " · ".join(in_words(each) for each in phrases)


def terms_in_words(terms: TermsDocument) -> str:
    """The line of the terms and the provider's own notes; empty where nothing is said."""
    line = [each for each in terms_line(terms) if each.message != NOTHING_STATED]
    notes = (terms.agreement, terms.support, terms.data_location, terms.notes)
    return "; ".join(filter(None, (joined(line), *notes)))


def _fact(name: str, value: Fact) -> str:
    if isinstance(value, tuple):
        return ", ".join(gettext(message) for message in value)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, int | float):
        return rupiah(int(value)) if name.endswith("_idr") else number_format(value)
    return value
