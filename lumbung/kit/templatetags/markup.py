"""`{{ text|markdown }}`: Markdown of others as harmless HTML."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from lumbung.kit.markup import safe_html

register = template.Library()


@register.filter
def markdown(text: object) -> SafeString:
    return mark_safe(safe_html(str(text or "")))
