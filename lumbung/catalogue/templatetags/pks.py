"""Words of a drafted agreement, with every blank marked."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lumbung.catalogue.domain.agreements.pks_parts import BLANK

register = template.Library()


@register.filter
def with_blanks(text: str) -> SafeString:
    marked = str(escape(text)).replace(BLANK, f'<mark class="blank">{BLANK}</mark>')
    return mark_safe(marked)
