"""The registry's API: the same five operations for every kind of row, made from its declaration.

Whose row it is, is checked as on the pages; references are names (see api_schemas).
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import PageNumberPagination, paginate

from lumbung.core.access import access, acting_user
from lumbung.kit.api_texts import SearchText
from lumbung.registry import actions
from lumbung.registry.api_schemas import (
    change_schema,
    given,
    given_schema,
    new_schema,
    resolved,
)
from lumbung.registry.entities import ENTITIES
from lumbung.registry.entity import Entity, require_owner_in, row_for, visible_rows

ROWS_PER_PAGE = 100
router = Router()


def add_reading(entity: Entity) -> None:
    """List and get."""
    out = given_schema(entity)
    options: dict[str, Any] = {"tags": [f"registry: {entity.slug}"]}
    key: type = int if "id" in out.model_fields else str

    @router.get(f"/{entity.slug}", response=list[out], summary="List, page by page", **options)  # type: ignore[valid-type]
    @paginate(PageNumberPagination, page_size=ROWS_PER_PAGE)
    @access(entity.see)
    def list_rows(request: HttpRequest, text: SearchText = "") -> list[dict[str, Any]]:
        """`text` is looked for as in the search box of the page."""
        rows = visible_rows(entity, request.user)
        if text:
            likes = (Q(**{f"{name}__icontains": text}) for name in entity.search)
            rows = rows.filter(reduce(or_, likes))
        return [given(entity, row) for row in rows]

    @router.get(f"/{entity.slug}/{{pk}}", response=out, summary="Get one", **options)
    @access(entity.see)
    def get_row(request: HttpRequest, pk: key) -> dict[str, Any]:  # type: ignore[valid-type]
        return given(entity, row_for(entity, pk, request.user, entity.see))


def add_writing(entity: Entity) -> None:
    """Create, change and delete."""
    right = entity.edit
    assert right is not None
    out, new, change = given_schema(entity), new_schema(entity), change_schema(entity)
    options: dict[str, Any] = {"tags": [f"registry: {entity.slug}"]}

    @router.post(f"/{entity.slug}", response={201: out}, summary="Create", **options)
    @access(right)
    def create_row(request: HttpRequest, body: new) -> Status[Any]:  # type: ignore[valid-type]
        fields = resolved(entity, _dumped(body))
        require_owner_in(entity, fields, request.user, right)
        row = actions.create_row(entity.model, fields, by=acting_user(request))
        return Status(201, given(entity, row))

    @router.patch(f"/{entity.slug}/{{pk}}", response=out, summary="Change", **options)
    @access(right)
    def change_row(request: HttpRequest, pk: int, body: change) -> dict[str, Any]:  # type: ignore[valid-type]
        row = row_for(entity, pk, request.user, right)
        fields = resolved(entity, _dumped(body, exclude_unset=True))
        require_owner_in(entity, fields, request.user, right)
        return given(entity, actions.change_row(row, fields, by=acting_user(request)))

    @router.delete(f"/{entity.slug}/{{pk}}", response={204: None}, summary="Delete", **options)
    @access(right)
    def delete_row(request: HttpRequest, pk: int) -> Status[Any]:
        row = row_for(entity, pk, request.user, right)
        actions.delete_row(row, by=acting_user(request))
        return Status(204, None)


def _dumped(body: Schema, **options: Any) -> dict[str, Any]:
    return body.model_dump(**options)


for _entity in ENTITIES.values():
    add_reading(_entity)
    if _entity.edit is not None:
        add_writing(_entity)
