"""The catalogue over the API: the search with its facets, and one entry. What a caller sees is what
they see on the pages; the open API of catalogues and crawlers is under /v1."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema, Status

from lumbung.catalogue.actions.entries import keep_entry
from lumbung.catalogue.facet_words import asked_in, label_of
from lumbung.catalogue.models import Entry
from lumbung.catalogue.queries.entry_cards import EntryCard, entry_cards
from lumbung.catalogue.queries.entry_details import EntryDetail, entry_detail
from lumbung.catalogue.queries.search import Found, search
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import LongText, SearchText
from lumbung.registry.queries import regions

router = Router(tags=["entries"])


class EntryLine(Schema):
    """An entry among the results; `uses` counts regions."""

    pk: int
    public_id: str
    name: str
    sentence: str
    kind: str
    owner: str
    uses: int
    offers: int
    is_free: bool
    needs_pks: bool
    status: str
    licence: str
    example: bool


class FacetValue(Schema):
    value: str
    label: str
    count: int
    is_chosen: bool


class SearchOut(Schema):
    """`corrections` are pairs of word as typed and as searched; with `is_relaxed` no entry has all
    the words. `facets` count under the choices made in the other facets."""

    total: int
    page: int
    pages: int
    corrections: list[tuple[str, str]]
    is_relaxed: bool
    facets: dict[str, list[FacetValue]]
    items: list[EntryLine]


class UseOut(Schema):
    region: str
    agency: str
    since: str | None
    is_confirmed: bool


class EntryOut(Schema):
    """One entry; `facts` is what was understood of publiccode.yml, whose last good copy is there
    whole. `offers` are those that the caller sees."""

    pk: int
    public_id: str
    kind: str
    name: str
    function: str
    description: str
    owner: str
    url: str
    aliases: list[str]
    is_active: bool
    example: bool
    facts: dict[str, Any]
    publiccode_yml: str
    latest_findings: list[dict[str, Any]]
    last_seen_at: datetime | None
    last_valid_at: datetime | None
    offers: list[int]
    users: list[UseOut]
    similar: list[int]


class PubliccodeTextIn(Schema):
    publiccode_yml: LongText
    source: SearchText = ""


@router.get("/entries", response=SearchOut, summary="Search the catalogue")
@access(Right.SEE_PUBLIC)
def search_entries(request: HttpRequest, text: SearchText = "", page: int = 1) -> Any:
    """Words in Indonesian or English, as on the page. Narrow down by `kind`, `function`, `terms`,
    `hosting`, `status`, `platform`, `licence`, `user`, `province` and `region`, each as often as
    wanted: one of the values of a facet must hold. `exact=1` takes no word for a slip."""
    asked = asked_in(request.GET)
    found = search(request.user, asked)
    cards = entry_cards(request.user, found.entries, language=get_language() or "id")
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "corrections": found.corrections,
        "is_relaxed": found.is_relaxed,
        "facets": _facets(found, asked.chosen),
        "items": [_line(card) for card in cards],
    }


@router.get("/entries/{int:pk}", response=EntryOut, summary="One entry")
@access(Right.SEE_PUBLIC)
def get_entry(request: HttpRequest, pk: int) -> Any:
    return _whole(entry_detail(request.user, pk, language=get_language() or "id"))


@router.post(
    "/entries", response={200: EntryOut, 201: EntryOut}, summary="Keep a publiccode.yml of ours"
)
@access(Right.EDIT_OFFERS)
def put_entry(request: HttpRequest, body: PubliccodeTextIn) -> Any:
    """Known software is recognised by its address. A text that is not valid is kept only while no
    valid one is known; the answer tells the findings."""
    content = body.publiccode_yml.encode()
    kept = keep_entry(content, source=body.source, by=acting_user(request))
    detail = entry_detail(request.user, kept.entry.pk, language=get_language() or "id")
    return Status(201 if kept.is_new else 200, _whole(detail))


def _facets(found: Found, chosen: Any) -> dict[str, list[dict[str, Any]]]:
    places = dict(regions().values_list("code", "name"))
    return {
        name: [
            {
                "value": value,
                "label": label_of(name, value, places),
                "count": count,
                "is_chosen": value in chosen.get(name, ()),
            }
            for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0]))
        ]
        for name, values in found.counts.items()
    }


def _line(card: EntryCard) -> dict[str, Any]:
    plain = ("name", "sentence", "owner", "uses", "offers", "is_free", "needs_pks", "status")
    return {
        **{name: getattr(card, name) for name in plain},
        "licence": card.licence,
        **_identity(card.entry),
    }


def _identity(entry: Entry) -> dict[str, Any]:
    return {
        "pk": entry.pk,
        "public_id": str(entry.public_id),
        "kind": entry.kind,
        "example": entry.example,
    }


def _whole(detail: EntryDetail) -> dict[str, Any]:
    entry = detail.entry
    plain = ("url", "aliases", "is_active", "facts", "publiccode_yml", "latest_findings")
    return {
        **_identity(entry),
        **{name: getattr(entry, name) for name in (*plain, "last_seen_at", "last_valid_at")},
        **{name: getattr(detail, name) for name in ("name", "function", "description", "owner")},
        "offers": [each.offer.pk for each in detail.offers],
        "users": [
            {
                "region": use.region,
                "agency": use.agency,
                "since": use.since.isoformat() if use.since else None,
                "is_confirmed": use.is_confirmed,
            }
            for use in detail.users
        ],
        "similar": [card.entry.pk for card in detail.similar],
    }
