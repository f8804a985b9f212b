"""Whether the API is there; and every address at once, for crawlers that follow no links."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Router, Status

from lumbung.catalogue.queries import public
from lumbung.core.access import Right, access

router = Router(tags=["monitor"])
CHUNK = 500


@router.get("/status", response={204: None}, auth=None, summary="Whether the API is there")
@access(Right.SEE_PUBLIC)
def show_status(request: HttpRequest) -> Any:
    return Status(204, None)


@router.get(
    "/software-urls",
    response=list[str],
    auth=None,
    tags=["software"],
    summary="Addresses of all software, unpaged",
)
@access(Right.SEE_PUBLIC)
def list_urls(request: HttpRequest) -> HttpResponseBase:
    """One JSON array of addresses, streamed, for readers that make one request and follow no links
    (the crawler's `json` driver with the path `$[*]`)."""
    response = StreamingHttpResponse(_array(), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _array() -> Iterator[str]:
    urls = public.public_entries().order_by("created_at", "public_id").values_list("url", flat=True)
    yield "["
    for number, url in enumerate(urls.iterator(chunk_size=CHUNK)):
        yield (",\n" if number else "\n") + json.dumps(url, ensure_ascii=False)
    yield "\n]\n"
