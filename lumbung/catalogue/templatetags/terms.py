"""Terms in words: phrases are filled, formatted and translated here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from lumbung.catalogue.domain.phrase import Fact, Phrase
from lumbung.catalogue.domain.terms import TermsDocument
from lumbung.catalogue.domain.terms_summary import terms_line
from lumbung.kit.templatetags.amounts import rupiah

register = template.Library()


@register.filter
def phrase(said: Phrase | None) -> str:
    """The phrase in the reader's language; empty for None."""
    if said is None:
        return ""
    facts = {name: _fact(name, value) for name, value in said.facts}
    return gettext(said.message) % facts if facts else gettext(said.message)


@register.filter
def terms_in_a_line(kept: TermsDocument | Mapping[str, Any]) -> str:
    """Terms, as typed values or as they are kept with an offer, in one line."""
    terms = kept
    if not isinstance(terms, TermsDocument):
        terms = TermsDocument.model_validate(kept, strict=False)
    return joined(terms_line(terms))


def joined(phrases: Iterable[Phrase]) -> str:
    return " · ".join(phrase(each) for each in phrases)


def _fact(name: str, value: Fact) -> str:
    if isinstance(value, tuple):
        return ", ".join(gettext(message) for message in value)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, int | float):
        return rupiah(int(value)) if name.endswith("_idr") else number_format(value)
    return value
