"""Entries for pages, for the API and for other rooms."""

from django.db.models import Q, QuerySet

from lumbung.catalogue.models import Entry


def entries_for_offers(chosen: int | None = None) -> QuerySet[Entry]:
    """Those that an offer may be of, for a choice in its form: our own, and the one `chosen`."""
    return Entry.objects.filter(Q(catalog=None) | Q(pk=chosen))
