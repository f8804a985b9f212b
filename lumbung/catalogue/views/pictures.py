"""Serving the pictures of entries, which are never as they came (kit.pictures), to whoever may see
the entry. Nothing in them could act, and the browser is told to let nothing act."""

from http import HTTPStatus

from django.http import Http404, HttpResponse

from lumbung.catalogue.models import EntryPicture
from lumbung.catalogue.queries.seen_entries import entry
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest

A_YEAR = 365 * 24 * 3600


@access(Right.SEE_PUBLIC)
def entry_picture(request: HtmxHttpRequest, pk: int, digest: str) -> HttpResponse:
    """The address holds the content's hash, so it may be kept for good; `private`, because not
    everybody may see every entry. Raises NotFoundError where the viewer may not see the entry."""
    picture = EntryPicture.objects.defer("content").filter(pk=pk, sha256=digest).first()
    if picture is None:
        raise Http404
    entry(request.user, picture.entry_id)
    etag = f'"{picture.sha256}"'
    if request.headers.get("if-none-match") == etag:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = HttpResponse(bytes(picture.content), content_type=picture.media_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response
