"""Words and units of a plan in templates: kinds by name, server sizes as people say them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lumbung.planning.domain.figures import Fill, SpendingKind
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.domain.wording import OPTION_KINDS, SPENDING_KINDS

register = template.Library()
PER_THOUSAND = 1000
PER_KIBI = 1024


@register.filter
def spending_kind(kind: SpendingKind) -> str:
    return _(SPENDING_KINDS[kind])


@register.filter
def option_kind(kind: OptionKind) -> str:
    return _(OPTION_KINDS[kind])


@register.filter
def whole_of(fill: Fill) -> str:
    """The size of the component that `fill` tells about."""
    if fill.component == "cpu_millicores":
        return _("%(count)s cores") % {"count": _short(fill.total / PER_THOUSAND)}
    if fill.component == "memory_mib":
        return f"{_short(fill.total / PER_KIBI)} GiB"
    if fill.total >= PER_KIBI:
        return f"{_short(fill.total / PER_KIBI)} TiB"
    return f"{_short(fill.total)} GiB"


def _short(value: float) -> str:
    rounded = round(value, 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)
