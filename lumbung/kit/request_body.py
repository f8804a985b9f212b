"""A document sent as the body of a request, as text."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

# For OpenAPI: an operation that reads its body as a document, with line and column of findings.
OBJECT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            media: {"schema": {"type": "object"}}
            for media in ("application/json", "application/yaml")
        },
    }
}
NOT_TEXT = gettext_noop("The document is not UTF-8 text.")
NOT_TEXT_HINT = gettext_noop("Send the bytes of the file as they are.")
TOO_LARGE = gettext_noop("The document is larger than this server accepts.")
TOO_LARGE_HINT = gettext_noop("A scenario or an offer is far smaller; is it the right file?")


def body_text(request: HttpRequest) -> str:
    """Raises DocumentInvalid where the body is no UTF-8 or too large to be read."""
    try:
        return request.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentInvalid([Finding("", NOT_TEXT, NOT_TEXT_HINT)]) from None
    except RequestDataTooBig:
        raise DocumentInvalid([Finding("", TOO_LARGE, TOO_LARGE_HINT)]) from None
