"""Needs as a viewer may see them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.planning.models import Need


def needs(viewer: User | AnonymousUser) -> QuerySet[Need]:
    """All for those who see all agencies, else the viewer's own agency's; each with the number of
    options that serve it as `options_count`."""
    found = (
        Need.objects.select_related("agency", "service")
        .annotate(options_count=Count("services", filter=Q(services__option__is_enabled=True)))
        .order_by("agency__name", "name", "pk")
    )
    if sees_all_agencies(viewer):
        return found
    return found.filter(agency=getattr(viewer, "agency_id", None) or -1)


def needs_matching(
    viewer: User | AnonymousUser, *, text: str = "", agency: str = "", state: str = ""
) -> QuerySet[Need]:
    """`text` is looked for in name, service and explanation; empty filters match all."""
    found = needs(viewer)
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word) | Q(service__name__icontains=word) | Q(note__icontains=word)
        )
    exact = {"agency__slug": agency, "state": state}
    return found.filter(**{field: value for field, value in exact.items() if value})


def need(viewer: User | AnonymousUser, pk: int) -> Need:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    try:
        return needs(viewer).get(pk=pk)
    except Need.DoesNotExist:
        raise NotFoundError(kind="need", key=pk) from None
