"""What a kind of row is to pages, files and the API alike, and who may touch which of its rows.

Declared once for each kind in `entities`; how a kind looks on its pages is in `views.register`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from lumbung.core.access import Right, require_agency, require_right, sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError

SOURCED = ("source", "example")


@dataclass(frozen=True, slots=True)
class Entity:
    """`slug` stands in addresses, files and commands. A row is known again by the first of `keys`
    whose fields are all given. `owner` names the field of the agency whose row it is, if any.
    `aliases` are further headings under which real files carry a field, `words` further words for
    the values of a choice."""

    slug: str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    keys: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]
    search: tuple[str, ...]
    edit: Right | None = Right.EDIT_REGISTRY
    see: Right = Right.SEE_REGISTRY
    owner: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def owner_id_of(self, row: Model) -> int | None:
        found: int | None = getattr(row, f"{self.owner}_id")
        return found


def visible_rows(entity: Entity, viewer: User | AnonymousUser) -> QuerySet[Any]:
    """The rows that `viewer` may see: of owned ones, an officer sees the own agency's."""
    rows = entity.rows()
    if entity.owner and not sees_all_agencies(viewer):
        return rows.filter(**{entity.owner: getattr(viewer, "agency_id", None) or -1})
    return rows


def row_for(entity: Entity, pk: Any, viewer: User | AnonymousUser, right: Right) -> Any:
    """The row, once it is sure that `viewer` has `right` to it. Raises NotFoundError, or
    RefusedError after logging it."""
    row = entity.rows().filter(pk=pk).first()
    if row is None:
        raise NotFoundError(kind=entity.slug, key=pk)
    require_own(entity, row, viewer, right)
    return row


def require_own(entity: Entity, row: Model, viewer: User | AnonymousUser, right: Right) -> None:
    """Raises RefusedError, after logging it, where the row is another agency's."""
    subject = f"{entity.slug}/{row.pk or row}"
    if entity.owner:
        require_agency(viewer, entity.owner_id_of(row), right, subject=subject)
    else:
        require_right(viewer, right, subject=subject)


def require_owner_in(
    entity: Entity, fields: Mapping[str, Any], viewer: User | AnonymousUser, right: Right
) -> None:
    """As require_own, for the owner that `fields` would give a row."""
    if entity.owner and entity.owner in fields:
        owner = fields[entity.owner]
        owner_id = None if owner is None else owner.pk
        require_agency(viewer, owner_id, right, subject=f"{entity.slug}: {owner}")
