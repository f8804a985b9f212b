"""For an entry's page: its logo, its screenshots, and where it is read from."""

from typing import Any

from django import template

from lumbung.catalogue.models import Entry, EntryPicture
from lumbung.catalogue.queries.imports import origin_of, pictures_of

register = template.Library()


@register.inclusion_tag("catalogue/_entry_logo.html")
def entry_logo(entry: Entry) -> dict[str, Any]:
    logos = [each for each in pictures_of(entry) if each.role == EntryPicture.Role.LOGO]
    return {"logo": logos[0] if logos else None}


@register.inclusion_tag("catalogue/_entry_screenshots.html")
def entry_screenshots(entry: Entry) -> dict[str, Any]:
    shots = [each for each in pictures_of(entry) if each.role == EntryPicture.Role.SCREENSHOT]
    return {"screenshots": shots, "entry": entry}


@register.inclusion_tag("catalogue/_entry_origin.html", takes_context=True)
def entry_origin(context: template.Context, entry: Entry) -> dict[str, Any]:
    return {"origin": origin_of(entry), "entry": entry, "rights": context.get("rights", ())}
