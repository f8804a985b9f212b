"""Words of the catalogue in the reader's language: values of facets, categories, maintenance."""

from django import template
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.entries.licence_words import licence_sentence
from lumbung.catalogue.domain.search.categories import category_name
from lumbung.catalogue.facet_words import label_of

register = template.Library()
MAINTENANCE: dict[str, str | Promise] = {
    "internal": _("by its publisher's own people"),
    "contract": _("under a contract"),
    "community": _("by a community"),
    "none": _("nobody maintains it"),
}


@register.filter
def facet_label(value: str, facet: str) -> str:
    return label_of(facet, value, {})


@register.filter
def category(slug: str) -> str:
    return category_name(slug, get_language() or "id")


@register.filter
def language(tag: str) -> str:
    """A language's name in the reader's language; the tag itself where Django knows none."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


@register.filter
def licence_words(expression: str) -> str:
    sentence = licence_sentence(expression)
    return gettext(sentence) if sentence else ""


@register.filter
def maintenance(kind: str) -> str:
    return str(MAINTENANCE.get(kind, kind))


@register.filter
def thousandths(count: int) -> str:
    """Thousandths of a core as cores: `4`, `1,5`."""
    return number_format(count / 1000, decimal_pos=0 if count % 1000 == 0 else 1)


@register.filter
def gib(mib: int) -> str:
    return number_format(mib / 1024, decimal_pos=0 if mib % 1024 == 0 else 1)


@register.filter
def web_link(url: str) -> SafeString:
    """A link to an address on the web; the address as plain text where it is of another kind."""
    if not url.lower().startswith(("https://", "http://")):
        return format_html("{}", url)
    return format_html('<a href="{}" rel="noopener nofollow">{}</a>', url, host(url))


@register.filter
def host(url: str) -> str:
    """An address as people recognise it: without scheme and closing slash."""
    return url.partition("://")[2].rstrip("/") or url
