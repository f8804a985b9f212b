"""The site's navigation: which rooms a viewer may enter; only the portal knows them all."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lumbung.core.access import Right, rights_of


@dataclass(frozen=True, slots=True)
class NavigationItem:
    title: str | Promise
    url_name: str
    right: Right


ITEMS: tuple[NavigationItem, ...] = (
    NavigationItem(_("Home"), "home", Right.SEE_PUBLIC),
    NavigationItem(_("Catalogue"), "catalogue:search", Right.SEE_PUBLIC),
    NavigationItem(_("Work plans"), "planning:plans", Right.SEE_PLANS),
    NavigationItem(_("Needs"), "planning:needs", Right.SEE_NEEDS),
    NavigationItem(_("Sharing"), "catalogue:adoptions", Right.SEE_OFFERS),
    NavigationItem(_("Across regions"), "catalogue:hub", Right.SEE_PUBLIC),
    NavigationItem(_("Registry"), "registry:index", Right.SEE_REGISTRY),
    NavigationItem(_("People"), "people", Right.MANAGE_PEOPLE),
    NavigationItem(_("Audit log"), "audit", Right.SEE_AUDIT),
)


@dataclass(frozen=True, slots=True)
class NavigationLink:
    title: str | Promise
    url_name: str
    is_here: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation` (links for this viewer) and `rights` (their names, for
    templates that show or hide a button; the check itself is core.access's)."""
    rights = rights_of(request.user) if hasattr(request, "user") else frozenset()
    items = [item for item in ITEMS if item.right in rights]
    here = _here([reverse(item.url_name) for item in items], request.path)
    return {
        "navigation": [
            NavigationLink(item.title, item.url_name, number == here)
            for number, item in enumerate(items)
        ],
        "rights": {right.name for right in rights},
    }


def _here(addresses: list[str], path: str) -> int:
    """The number of the longest address that the page stands under; -1 where there is none."""
    under = [
        (len(address), number)
        for number, address in enumerate(addresses)
        if path == address or (address != "/" and path.startswith(address))
    ]
    return max(under)[1] if under else -1
