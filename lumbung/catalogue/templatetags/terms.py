"""Terms in words, for templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.offers.terms_summary import terms_line
from lumbung.catalogue.domain.phrase import Phrase
from lumbung.catalogue.phrase_words import in_words, joined

register = template.Library()


@register.filter
def phrase(said: Phrase | None) -> str:
    """The phrase in the reader's language; empty for None."""
    return in_words(said) if said is not None else ""


@register.filter
def terms_in_a_line(kept: TermsDocument | Mapping[str, Any]) -> str:
    """Terms, as typed values or as they are kept with an offer, in one line."""
    terms = kept
    if not isinstance(terms, TermsDocument):
        terms = TermsDocument.model_validate(kept, strict=False)
    return joined(terms_line(terms))


@register.filter
def message(text: str) -> str:
    """A message id of the domain in the reader's language."""
    return gettext(text)
