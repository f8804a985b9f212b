"""Stating, weighing and withdrawing needs.

An agency officer writes only its own agency's needs; that is judged here too, before the
transaction, so that the log of a refusal is never rolled back with it.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from lumbung.core.access import Right, require_agency, require_right, sees_all_agencies
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.region_summary import tell_region_summary_later
from lumbung.planning.errors import NeedAlreadyAccepted
from lumbung.planning.models import Need
from lumbung.registry.actions import change_row, create_row

AGENCY_FIELDS = frozenset({"name", "service", "note"})


def state_need(fields: Mapping[str, Any], *, by: User) -> Need:
    """`fields` holds agency, name, and optionally service, note and slug. Raises RowInvalid,
    RefusedError for another's agency."""
    agency = fields["agency"]
    require_agency(by, agency.pk, Right.EDIT_NEEDS, subject=agency.slug)
    slug = fields.get("slug") or _free_slug(f"{agency.slug}-{fields['name']}")
    values = dict(fields) if sees_all_agencies(by) else _own_part(fields) | {"agency": agency}
    with transaction.atomic():
        tell_region_summary_later()
        return create_row(Need, values | {"slug": slug, "stated_by": by}, by=by)


def edit_need(need: Need, fields: Mapping[str, Any], *, by: User) -> Need:
    """An agency officer changes name, service and note, as long as the need is not accepted;
    weight, deadline and mandatory are the integrator's. Raises RowInvalid, NeedAlreadyAccepted."""
    require_agency(by, need.agency_id, Right.EDIT_NEEDS, subject=need.slug)
    if sees_all_agencies(by):
        return _change(need, fields, by)
    if need.state == Need.State.ACCEPTED:
        raise NeedAlreadyAccepted(need=need.name)
    return _change(need, _own_part(fields), by)


def accept_need(need: Need, *, by: User, **weighing: Any) -> Need:
    """Takes the need into the plan, with any of weight, mandatory and deadline. Raises
    RowInvalid."""
    require_right(by, Right.EDIT_PLANS, subject=need.slug)
    return _change(need, weighing | {"state": Need.State.ACCEPTED}, by)


def withdraw_need(need: Need, *, by: User) -> Need:
    """Leaves the row and its history; options that serve it stay."""
    require_agency(by, need.agency_id, Right.EDIT_NEEDS, subject=need.slug)
    if need.state == Need.State.WITHDRAWN:
        return need
    with transaction.atomic():
        need.state = Need.State.WITHDRAWN
        need.save(update_fields=["state"])
        record_done(by, "withdraw-need", need, pk=need.pk)
        tell_region_summary_later()
    return need


def _change(need: Need, fields: Mapping[str, Any], by: User) -> Need:
    with transaction.atomic():
        tell_region_summary_later()
        return change_row(need, fields, by=by)


def _own_part(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in AGENCY_FIELDS}


def _free_slug(text: str) -> str:
    stem = slugify(text)[:90] or "need"
    taken = set(Need.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)
