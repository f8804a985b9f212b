"""Words and units of a plan in templates: kinds by name, server sizes as people say them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lumbung.catalogue.domain.matching.match_evidence import Evidence
from lumbung.planning.domain.figures import Fill, SpendingKind
from lumbung.planning.domain.scenario import Capacity, OptionKind
from lumbung.planning.domain.wording import OPTION_KINDS, SPENDING_KINDS
from lumbung.planning.matching_words import evidence_words as words_of_evidence

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
def evidence_words(evidence: Evidence) -> str:
    return words_of_evidence(evidence)


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


@register.filter
def size_words(size: Capacity | tuple[int, int, int]) -> str:
    """A demand, or what is left of a server, in the three components."""
    if isinstance(size, Capacity):
        size = (size.cpu_millicores, size.memory_mib, size.disk_gib)
    cpu, memory, disk = size
    return _("%(cpu)s cores, %(memory)s GiB of memory, %(disk)s GiB of disk") % {
        "cpu": _short(cpu / PER_THOUSAND),
        "memory": _short(memory / PER_KIBI),
        "disk": _short(disk),
    }


def _short(value: float) -> str:
    rounded = round(value, 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)
