"""What our node serves to other nodes under /federation/v1/ (docs/formats/federation.md): its card,
its feed as events and as manifest, single items, its members; and what it hears: hints, answers to
invitations, changes of key. Errors are problem documents (RFC 9457)."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from lumbung.catalogue.domain.federation.node_documents import envelope
from lumbung.catalogue.domain.federation.signed_item import CODE_REGEX, ItemInvalid, Signed
from lumbung.catalogue.federation.askers import BodyTooLarge, asker_of, body_of, sender_of
from lumbung.catalogue.federation.hints import heed_hint
from lumbung.catalogue.federation.http_signatures import SignatureRefused
from lumbung.catalogue.federation.jobs import queue_reading
from lumbung.catalogue.federation.joining import admit, hear_key_changes
from lumbung.catalogue.federation.own_node import member_list, own_address, own_card
from lumbung.catalogue.queries.feed import (
    Asker,
    Event,
    events_after,
    events_named,
    feed_state,
    is_hub,
)
from lumbung.core.access import Right, access
from lumbung.core.api import CONTENT_TYPE, status_of
from lumbung.kit.errors import LumbungError, RefusedError, gettext_noop

MOST_EVENTS = 200
MOST_LISTED = 1000
MOST_NAMED = 100
STATUS_HERE: dict[type[LumbungError], HTTPStatus] = {
    SignatureRefused: HTTPStatus.UNAUTHORIZED,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ItemInvalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
NodeView = Callable[..., HttpResponse]


class QueryInvalid(LumbungError):
    code = "query-invalid"
    message = gettext_noop("The parameter %(name)s is not what it must be.")
    hint = gettext_noop("docs/formats/federation.md tells the parameters.")


def node_view(*methods: str) -> Callable[[NodeView], NodeView]:
    """A view for other nodes: no session, no form token; who asks is proven by a signature."""

    def wrap(view: NodeView) -> NodeView:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except LumbungError as error:
                response = _problem(request, error)
            patch_vary_headers(response, ["Signature", "Signature-Input"])
            response.headers["Cache-Control"] = "private, no-cache"
            return response

        return csrf_exempt(
            access(Right.SEE_PUBLIC)(gzip_page(require_http_methods(methods)(answered)))
        )

    return wrap


@node_view("GET")
def node_card(request: HttpRequest) -> HttpResponse:
    return _answer(request, envelope(own_card(own_address(request))))


@node_view("GET")
def events(request: HttpRequest) -> HttpResponse:
    """Items in order of change, tombstones among them."""
    asker = asker_of(request)
    after, limit = _number(request, "after", 0), _number(request, "limit", MOST_EVENTS)
    feed, last = feed_state()
    tag = _feed_tag(asker, "events", after, limit)
    unchanged = _unchanged(request, tag)
    if unchanged is not None:
        return unchanged
    page = events_after(asker, after, limit=min(max(limit, 1), MOST_EVENTS))
    answer = {
        "feed": feed,
        "last": last,
        "next": page.next,
        "more": page.more,
        "events": [_event_json(event) for event in page.events],
    }
    return _tagged(request, answer, tag)


@node_view("GET")
def manifest(request: HttpRequest) -> HttpResponse:
    """All there is for the asker, by hash; what differs is then fetched by id."""
    asker = asker_of(request)
    after, limit = _number(request, "after", 0), _number(request, "limit", MOST_LISTED)
    feed, last = feed_state()
    tag = _feed_tag(asker, "manifest", after, limit)
    unchanged = _unchanged(request, tag)
    if unchanged is not None:
        return unchanged
    page = events_after(asker, after, limit=min(max(limit, 1), MOST_LISTED), most_bytes=None)
    answer = {
        "feed": feed,
        "last": last,
        "next": page.next,
        "more": page.more,
        "items": [_listed_json(event) for event in page.events],
    }
    return _tagged(request, answer, tag)


@node_view("GET")
def items(request: HttpRequest) -> HttpResponse:
    """Items by name, `ids=ORIGIN:KIND:ID,…`."""
    asker = asker_of(request)
    names = [_name(text) for text in request.GET.get("ids", "").split(",") if text]
    if len(names) > MOST_NAMED:
        raise QueryInvalid(name="ids")
    found, answered = events_named(asker, names)
    events = [_event_json(event) for event in found]
    return _answer(request, {"items": events, "answered": answered})


@node_view("GET")
def members(request: HttpRequest) -> HttpResponse:
    """For members and peers alone; who is whose member is nobody else's business."""
    if not asker_of(request).code:
        raise RefusedError
    return _answer(request, envelope(member_list()))


@node_view("POST")
def hints(request: HttpRequest) -> HttpResponse:
    """A peer says that it has something new: we read it soon. Nothing else is taken from it."""
    peer = sender_of(request)
    at_once = heed_hint(peer)
    if at_once:
        queue_reading(peer.pk)
    return JsonResponse({"at_once": at_once}, status=HTTPStatus.ACCEPTED)


@node_view("POST")
def join(request: HttpRequest) -> HttpResponse:
    """The answer to an invitation of ours."""
    return JsonResponse(admit(request, _body(request)), status=HTTPStatus.CREATED)


@node_view("POST")
def key_changes(request: HttpRequest) -> HttpResponse:
    """A peer has a new key; its old one says so."""
    hear_key_changes(_body(request))
    return JsonResponse({"taken": True})


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(body_of(request))
    except (ValueError, RecursionError):
        raise QueryInvalid(name="body") from None
    if not isinstance(found, dict):
        raise QueryInvalid(name="body")
    return found


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise QueryInvalid(name=name)
    return int(text)


def _name(text: str) -> tuple[str, str, UUID]:
    origin, _colon, rest = text.partition(":")
    kind, _colon, public_id = rest.partition(":")
    try:
        found = UUID(public_id)
    except ValueError:
        raise QueryInvalid(name="ids") from None
    if not re.fullmatch(CODE_REGEX, origin) or not re.fullmatch(r"[a-z]{1,12}", kind):
        raise QueryInvalid(name="ids")
    return origin, kind, found


def _event_json(event: Event) -> dict[str, Any]:
    signed = Signed(event.document, event.signature)
    withdrawal = event.withdrawal and {
        key: event.withdrawal[key] for key in ("document", "signature")
    }
    return {"sequence": event.sequence, **envelope(signed), "withdrawal": withdrawal}


def _listed_json(event: Event) -> dict[str, Any]:
    document = event.document
    return {
        "origin": document["origin"],
        "kind": document["kind"],
        "id": document["public_id"],
        "sha256": event.sha256,
        "updated_at": document["updated_at"],
    }


def _feed_tag(asker: Asker, *parts: object) -> str:
    """Changes with the feed, and with what of it the asker may see."""
    text = f"{feed_state()} {is_hub()} {asker.code} {parts}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    found = get_conditional_response(request, etag=tag)
    return found if isinstance(found, HttpResponse) else None


def _answer(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    content = json.dumps(answer, ensure_ascii=False)
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    return _unchanged(request, tag) or _tagged(request, answer, tag)


def _tagged(request: HttpRequest, answer: dict[str, Any], tag: str) -> HttpResponse:
    content = json.dumps(answer, ensure_ascii=False)
    return HttpResponse(content, content_type="application/json", headers={"ETag": tag})


def _problem(request: HttpRequest, error: LumbungError) -> HttpResponse:
    kinds = (STATUS_HERE[kind] for kind in type(error).__mro__ if kind in STATUS_HERE)
    status = next(kinds, status_of(error))
    problem = {
        "type": f"about:blank#{error.code}",
        "title": _(error.message) % error.facts if error.facts else _(error.message),
        "status": status,
        "detail": _(error.hint) % error.facts if error.hint else "",
        "instance": request.path,
    }
    response = JsonResponse(problem, status=status, content_type=CONTENT_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Signature"
    return response
