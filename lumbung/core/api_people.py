"""People over the API, for the CIO alone. Passwords never travel here: a new person gets one by the
link that the page makes."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import PageNumberPagination, paginate
from pydantic import ConfigDict

from lumbung.core import actions, queries
from lumbung.core.access import Right, access, acting_user
from lumbung.core.errors import PersonInvalid
from lumbung.core.models import Role, User
from lumbung.kit.api_texts import Text
from lumbung.kit.errors import Finding, gettext_noop

router = Router(tags=["people"])


class PersonOut(Schema):
    id: int
    username: str
    first_name: str
    last_name: str
    role: Role
    agency: str | None
    is_active: bool


class PersonIn(Schema):
    """`agency` is an agency's identifier, for agency officers only."""

    model_config = ConfigDict(extra="forbid")

    username: Text
    role: Role
    agency: Text | None = None
    first_name: Text = ""
    last_name: Text = ""


class PersonChange(Schema):
    model_config = ConfigDict(extra="forbid")

    role: Role | None = None
    agency: Text | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    is_active: bool | None = None


@router.get("/people", response=list[PersonOut], summary="List, page by page")
@paginate(PageNumberPagination, page_size=100)
@access(Right.MANAGE_PEOPLE)
def list_people(request: HttpRequest, text: Text = "") -> list[dict[str, Any]]:
    return [_given(person) for person in queries.people_like(text=text)]


@router.get("/people/{pk}", response=PersonOut, summary="Get one")
@access(Right.MANAGE_PEOPLE)
def get_person(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _given(queries.person(pk))


@router.post("/people", response={201: PersonOut}, summary="Create")
@access(Right.MANAGE_PEOPLE)
def create_person(request: HttpRequest, body: PersonIn) -> Status[Any]:
    fields = _with_agency(body.model_dump())
    return Status(201, _given(actions.create_person(fields, by=acting_user(request))))


@router.patch("/people/{pk}", response=PersonOut, summary="Change, activate or deactivate")
@access(Right.MANAGE_PEOPLE)
def change_person(request: HttpRequest, pk: int, body: PersonChange) -> dict[str, Any]:
    fields = _with_agency(body.model_dump(exclude_unset=True))
    return _given(actions.change_person(queries.person(pk), fields, by=acting_user(request)))


def _given(person: User) -> dict[str, Any]:
    names = ("id", "username", "first_name", "last_name", "role", "is_active")
    values = {name: getattr(person, name) for name in names}
    return values | {"agency": person.agency.slug if person.agency else None}


def _with_agency(fields: dict[str, Any]) -> dict[str, Any]:
    """The agency as a row. Raises PersonInvalid where there is none of that identifier."""
    slug = fields.get("agency")
    if slug is None:
        return fields
    agency = queries.agency_of(slug)
    if agency is None:
        message = gettext_noop("There is no agency “%(slug)s”.")
        raise PersonInvalid([Finding(key="agency", message=message, facts=(("slug", slug),))])
    return fields | {"agency": agency}
