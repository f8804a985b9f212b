"""Words of the hub's pages: fields of work by their key, and figures for where little room is."""

import json
from typing import Any

from django import template
from django.utils.translation import gettext as _

from lumbung.catalogue.domain.search.functions import BY_KEY

register = template.Library()


@register.filter
def function_name(key: str) -> str:
    """A key of a newer node that we do not know yet is told as it is."""
    if key == "other":
        return _("Other fields of work")
    return _(BY_KEY[key].name) if key in BY_KEY else key


@register.filter
def as_json(document: Any) -> str:
    """Word by word, in an order that a person finds again."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
