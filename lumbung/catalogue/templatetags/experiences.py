"""Names of the kinds of cost in reports of use."""

from django import template
from django.utils.translation import gettext

from lumbung.catalogue.domain.recipes.use_report import COST_KINDS

register = template.Library()


@register.filter
def cost_kind(kind: str) -> str:
    return gettext(COST_KINDS[kind]) if kind in COST_KINDS else kind
