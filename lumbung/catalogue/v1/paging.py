"""Lists of `/v1`: one page at a time, by cursor. A cursor is the place after or before one row
(when it was made, its id), so that rows which arrive in between neither shift nor repeat others."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

Row = TypeVar("Row", bound=Model)
EARLIEST, LATEST = 1900, 9000


def read_instant(text: object) -> datetime | None:
    """An RFC 3339 instant with its offset, in years that every database can keep."""
    if text is None or text == "":
        return None
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        raise PydanticCustomError("datetime", "An RFC 3339 datetime is needed.") from None
    if found.tzinfo is None or not EARLIEST <= found.year <= LATEST:
        raise PydanticCustomError("datetime", "An RFC 3339 datetime with its offset is needed.")
    return found.astimezone(UTC)


Instant = Annotated[
    datetime | None,
    BeforeValidator(read_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of one row in a list."""

    at: datetime
    public_id: UUID

    def __str__(self) -> str:
        text = json.dumps([self.at.isoformat(), str(self.public_id)], separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: object) -> Cursor | None:
    if text is None or text == "":
        return None
    try:
        padded = str(text) + "=" * (-len(str(text)) % 4)
        at, public_id = json.loads(urlsafe_b64decode(padded.encode("ascii", "strict")))
        instant = read_instant(at)
        if instant is None or not isinstance(public_id, str):
            raise ValueError("no place in a list")
        return Cursor(instant, UUID(public_id))
    except (ValueError, TypeError, RecursionError, binascii.Error, PydanticCustomError):
        raise PydanticCustomError("cursor", "This is no cursor of ours.") from None


CursorText = Annotated[
    Cursor | None,
    BeforeValidator(read_cursor),
    WithJsonSchema({"type": "string", "maxLength": 255}),
]


class Paging(Schema):
    """Parameters of every list."""

    size: int = Field(25, alias="page[size]", ge=1, le=100, description="How many at most")
    before: CursorText = Field(None, alias="page[before]", description="Only before this cursor")
    after: CursorText = Field(None, alias="page[after]", description="Only after this cursor")
    made_after: Instant = Field(None, alias="from", description="Only those made after this")
    made_before: Instant = Field(None, alias="to", description="Only those made before this")
    updated_from: Instant = Field(
        None, alias="updatedFrom", description="Only those changed at or after this"
    )
    with_inactive: bool = Field(False, alias="all", description="Also those not active")


class Links(Schema):
    """Query strings of the neighbouring pages; null where there is none."""

    prev: str | None
    next: str | None


def page_of(
    request: HttpRequest,
    rows: QuerySet[Row],
    paging: Paging,
    shape: Callable[[Row], Any],
    *,
    newest_first: bool = False,
) -> dict[str, Any]:
    """The page of `rows` that `paging` asks for, each row shaped, and the links to its neighbours.

    Ordered by when a row was made, then its id. `page[before]` gives the rows right before the
    cursor, in the same order.
    """
    backwards = paging.before is not None and paging.after is None
    found = list(_ordered(_within(rows, paging, newest_first), newest_first != backwards, paging))
    has_more = len(found) > paging.size
    found = found[: paging.size]
    if backwards:
        found.reverse()
    has_previous = has_more if backwards else paging.after is not None
    has_next = True if backwards else has_more
    return {
        "data": [shape(row) for row in found],
        "links": {
            "prev": _link(request, "page[before]", found[0]) if found and has_previous else None,
            "next": _link(request, "page[after]", found[-1]) if found and has_next else None,
        },
    }


def _within(rows: QuerySet[Row], paging: Paging, newest_first: bool) -> QuerySet[Row]:
    if paging.made_after:
        rows = rows.filter(created_at__gt=paging.made_after)
    if paging.made_before:
        rows = rows.filter(created_at__lt=paging.made_before)
    if paging.updated_from:
        rows = rows.filter(updated_at__gte=paging.updated_from)
    if paging.after:
        rows = rows.filter(_beyond(paging.after, later=not newest_first))
    if paging.before:
        rows = rows.filter(_beyond(paging.before, later=newest_first))
    return rows


def _beyond(cursor: Cursor, *, later: bool) -> Q:
    """Rows that stand later (or earlier) than the cursor in time, ties broken by id. The first
    condition says less than the rest; it is what an index on time can use."""
    word = "gt" if later else "lt"
    tie = Q(created_at=cursor.at) & Q(**{f"public_id__{word}": cursor.public_id})
    beyond = Q(**{f"created_at__{word}": cursor.at}) | tie
    return Q(**{f"created_at__{word}e": cursor.at}) & beyond


def _ordered(rows: QuerySet[Row], descending: bool, paging: Paging) -> QuerySet[Row]:
    sign = "-" if descending else ""
    return rows.order_by(f"{sign}created_at", f"{sign}public_id")[: paging.size + 1]


def _link(request: HttpRequest, name: str, row: Any) -> str:
    """The same question at another place: whatever else was asked stays."""
    kept = [
        (key, value)
        for key, values in sorted(request.GET.lists())
        for value in values
        if key not in ("page[after]", "page[before]")
    ]
    place = str(Cursor(row.created_at, row.public_id))
    return "?" + "&".join(
        f"{quote(key, safe='[]')}={quote(value)}" for key, value in [*kept, (name, place)]
    )
