"""What facets and their values are called, and the addresses that choose them: the same choices
always give the same address, and each works as a plain link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.offers.terms_summary import FACETS as TERMS
from lumbung.catalogue.domain.search.functions import BY_KEY
from lumbung.catalogue.models import Entry
from lumbung.catalogue.queries.search import FACETS, Asked, Found
from lumbung.registry.queries import regions

Text = str | Promise
SHOWN = 6
MOST_LISTED = 40
MOST_CHOSEN = 20
MOST_LETTERS = 100
PLACES = ("user", "province", "region")
TITLES: dict[str, Text] = {
    "kind": _("Kind"),
    "function": _("Field of work"),
    "terms": _("Terms"),
    "hosting": _("Where it runs"),
    "status": _("State of development"),
    "platform": _("Technology"),
    "licence": _("Licence"),
    "user": _("Used by"),
    "province": _("Offered from"),
    "region": _("Offered by"),
}
NAMES: dict[str, Mapping[str, Text]] = {
    "kind": dict(Entry.Kind.choices),
    "hosting": {
        "here": _("on our own servers"),
        "provider": _("at the provider"),
        "in-country": _("data stays in the country"),
    },
    "status": {
        "concept": _("concept"),
        "development": _("in development"),
        "beta": _("trial version (beta)"),
        "stable": _("stable"),
        "obsolete": _("no longer developed"),
    },
    "platform": {
        "web": "Web",
        "windows": "Windows",
        "mac": "macOS",
        "linux": "Linux",
        "ios": "iOS",
        "android": "Android",
    },
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, how many entries are behind it, and the address that chooses or drops it."""

    value: str
    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`choices` are shown, `further` behind a fold; of places, `further` fills a list to choose
    from, since there may be hundreds."""

    name: str
    title: Text
    choices: tuple[Choice, ...]
    further: tuple[Choice, ...]

    @property
    def is_of_places(self) -> bool:
        return self.name in PLACES

    @property
    def options(self) -> SafeString:
        """`further` as options of a list, drawn without a template: there may be hundreds."""
        return format_html_join(
            "",
            '<option value="{}">{} ({})</option>',
            ((choice.value, choice.label, choice.count) for choice in self.further),
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice made, with the address of everything else without it."""

    title: Text
    label: str
    address: str


def asked_in(query: QueryDict) -> Asked:
    """What an address asks for; what it does not understand is left out."""
    chosen = {
        name: tuple(sorted({value[:MOST_LETTERS] for value in query.getlist(name) if value}))
        for name in FACETS
    }
    page = query.get("page", "")
    return Asked(
        text=" ".join(query.get("text", "")[:200].split()),
        chosen={name: values[:MOST_CHOSEN] for name, values in chosen.items() if values},
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        is_exact=query.get("exact") == "1",
    )


def address_of(asked: Asked) -> str:
    """The address's query, in a fixed order; a page is named from the second on."""
    return "?" + urlencode(parameters_of(asked))


def parameters_of(asked: Asked) -> list[tuple[str, str]]:
    found = [("text", asked.text)] if asked.text else []
    for name in FACETS:
        found += [(name, value) for value in sorted(asked.chosen.get(name, ()))]
    found += [("exact", "1")] if asked.is_exact else []
    return [*found, ("page", str(asked.page))] if asked.page > 1 else found


def facets_of(asked: Asked, found: Found) -> tuple[Facet, ...]:
    """Those that there is something to choose in, the values with most entries first."""
    places = _places(found)
    facets = (_facet(name, asked, found.counts.get(name, {}), places) for name in FACETS)
    return tuple(facet for facet in facets if _has_a_choice(facet, found.total))


def _has_a_choice(facet: Facet, total: int) -> bool:
    """One value that everything found has is no choice."""
    if len(facet.choices) != 1:
        return bool(facet.choices)
    return facet.choices[0].is_chosen or facet.choices[0].count != total


def chips_of(asked: Asked) -> tuple[Chip, ...]:
    codes = [code for name in PLACES for code in asked.chosen.get(name, ())]
    places = _names_of(codes)
    return tuple(
        Chip(TITLES[name], label_of(name, value, places), address_of(_toggled(asked, name, value)))
        for name in FACETS
        for value in asked.chosen.get(name, ())
    )


def label_of(name: str, value: str, places: Mapping[str, str]) -> str:
    if name in PLACES:
        return places.get(value, value)
    if name == "function" and value in BY_KEY:
        return gettext(BY_KEY[value].name)
    if name == "terms" and value in TERMS:
        return gettext(TERMS[value])
    return str(NAMES.get(name, {}).get(value, value))


def _facet(name: str, asked: Asked, counts: Mapping[str, int], places: Mapping[str, str]) -> Facet:
    chosen = asked.chosen.get(name, ())
    choices = [
        Choice(value, label_of(name, value, places), count, value in chosen, "")
        for value, count in counts.items()
    ]
    choices.sort(key=lambda choice: (not choice.is_chosen, -choice.count, choice.label))
    shown = max(SHOWN, len(chosen))
    further = choices[shown:]
    if name in PLACES:  # chosen from a list, which needs no addresses
        further.sort(key=lambda choice: choice.label)
    else:
        further = _with_addresses(further[:MOST_LISTED], name, asked)
    return Facet(
        name, TITLES[name], tuple(_with_addresses(choices[:shown], name, asked)), tuple(further)
    )


def _with_addresses(choices: Iterable[Choice], name: str, asked: Asked) -> list[Choice]:
    return [
        replace(choice, address=address_of(_toggled(asked, name, choice.value)))
        for choice in choices
    ]


def _toggled(asked: Asked, name: str, value: str) -> Asked:
    chosen = set(asked.chosen.get(name, ())) ^ {value}
    return replace(asked, chosen={**asked.chosen, name: tuple(sorted(chosen))}, page=1)


def _places(found: Found) -> dict[str, str]:
    return _names_of({code for name in PLACES for code in found.counts.get(name, {})})


def _names_of(codes: Sequence[str] | Iterable[str]) -> dict[str, str]:
    wanted = set(codes)
    if not wanted:
        return {}
    return {code: name for code, name in regions().values_list("code", "name") if code in wanted}
