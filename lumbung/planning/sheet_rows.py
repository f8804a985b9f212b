"""What one row of a region's workbook would make of the rows there are: the stored row it is, if
any, and the fields the file gives it. Names are looked up in the registry; what is not there is a
finding. Stores nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from lumbung.core.models import User
from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.kit.words import nearest_word
from lumbung.planning import queries
from lumbung.planning.domain.scenario_document import (
    BudgetLineDocument,
    NeedDocument,
    StaffDocument,
)
from lumbung.planning.files.xlsx_cell_reading import slug
from lumbung.planning.files.xlsx_places import Place
from lumbung.planning.models import Need
from lumbung.registry import queries as registry

ADD_AGENCY = gettext_noop("Add the agency to the registry, or write its name as it stands there.")
ADD_ROLE = gettext_noop("Add the role to the registry, or write its name as it stands there.")
DID_YOU_MEAN = gettext_noop("Did you mean “%(nearest)s”? Else add it to the registry first.")
LONGEST_SLUG = 50
Rows = Mapping[object, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`known` is the stored row, None for a new one; `fields` are those that the file gives;
    `identity` is that of the row however the file names it."""

    place: Place
    label: str
    known: Model | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    identity: object = None
    findings: tuple[Finding, ...] = ()


class KnownRows:
    """All that rows of a workbook may mean, read once for a whole file."""

    def __init__(self, viewer: User) -> None:
        self.agencies = _by_names(registry.agencies(), "name", "short_name", "slug")
        self.services = {
            (service.agency_id, service.name.casefold()): service
            for service in registry.public_services()
        }
        self.roles = _by_names(registry.staff_roles(), "name", "slug", made=slug)
        self.staff = _by_names(registry.staff_members(), "post", "slug", made=slug)
        self.years: Rows = {row.year: row for row in registry.fiscal_years()}
        self.lines: Rows = {
            (row.fiscal_year.year, row.code, row.source_of_funds.casefold()): row
            for row in registry.budget_lines()
        }
        self.needs: dict[object, list[Need]] = {}
        for need in queries.needs(viewer):
            self.needs.setdefault((need.agency_id, need.name.casefold()), []).append(need)

    @property
    def agency_ids(self) -> dict[str, str]:
        return {str(name): agency.slug for name, agency in self.agencies.items()}


def wanted_need(document: NeedDocument, place: Place, known: KnownRows) -> Wanted:
    """A need taken from the region's own list is accepted into the next plan."""
    agency = known.agencies.get(document.agency)
    if agency is None:
        message = gettext_noop("The agency “%(name)s” is not in the registry.")
        name, names = place.written["agency"], (row.name for row in known.agencies.values())
        unknown = _unknown(place, "agency", message, ADD_AGENCY, name, names)
        return Wanted(place, document.name, findings=(unknown,))
    identity = (agency.pk, document.name.casefold())
    found = known.needs.get(identity, [])
    if len(found) > 1:
        message = gettext_noop("The agency has %(count)s needs of this name.")
        hint = gettext_noop("Rename one of them on its page, then import again.")
        twice = _told(place, "name", message, hint, count=len(found))
        return Wanted(place, document.name, findings=(twice,))
    fields = {"agency": agency, "state": Need.State.ACCEPTED}
    fields |= _given(document, "name", "weight", "mandatory", "deadline", "source", "example")
    service = known.services.get((agency.pk, document.service.casefold()))
    if service:
        fields["service"] = service
    need = found[0] if found else None
    findings = tuple(_need_warnings(document, place, need, has_service=service is not None))
    return Wanted(place, document.name, need, fields, identity, findings)


def _need_warnings(
    document: NeedDocument, place: Place, need: Need | None, *, has_service: bool
) -> list[Finding]:
    found = []
    if document.service and not has_service:
        message = gettext_noop("The agency has no public service “%(name)s” in the registry.")
        hint = gettext_noop("The need is taken without it; add the service and import again.")
        found.append(_told(place, "service", message, hint, is_warning=True, name=document.service))
    if need is not None and need.state == Need.State.WITHDRAWN:
        message = gettext_noop("This need was withdrawn; the import takes it up again.")
        hint = gettext_noop("Delete the row where that is not meant.")
        found.append(_told(place, "name", message, hint, is_warning=True))
    return found


def wanted_post(document: StaffDocument, place: Place, known: KnownRows) -> Wanted:
    post = place.written["id"]
    role = known.roles.get(document.role)
    if role is None:
        message = gettext_noop("The role “%(name)s” is not in the registry.")
        name, names = place.written["role"], (row.name for row in known.roles.values())
        unknown = _unknown(place, "role", message, ADD_ROLE, name, names)
        return Wanted(place, post, findings=(unknown,))
    new_slug = document.id[:LONGEST_SLUG]
    member = known.staff.get(document.id) or known.staff.get(new_slug)
    fields = _given(document, "from_day", "until_day", "source", "example")
    fields |= {
        "slug": member.slug if member else new_slug,
        "role": role,
        "decidays_per_week": round(document.days_per_week * 10),
    }
    if member is None:
        fields["post"] = post
    return Wanted(place, post, member, fields, fields["slug"])


def wanted_line(document: BudgetLineDocument, place: Place, known: KnownRows) -> Wanted:
    label = f"{document.fiscal_year} {document.code}"
    year = known.years.get(document.fiscal_year)
    if year is None:
        message = gettext_noop("The fiscal year %(year)s is not in the registry.")
        hint = gettext_noop("Add it there, with the days on which its money may be paid out.")
        unknown = _told(place, "fiscal_year", message, hint, year=document.fiscal_year)
        return Wanted(place, label, findings=(unknown,))
    key = (document.fiscal_year, document.code, document.source_of_funds.casefold())
    line = known.lines.get(key)
    fields = _given(document, "name", "amount_idr", "source", "example")
    fields |= {
        "fiscal_year": year,
        "code": document.code,
        "source_of_funds": line.source_of_funds if line else document.source_of_funds,
    }
    return Wanted(place, label, line, fields, key)


def _given(document: Any, *names: str) -> dict[str, Any]:
    """Those of the fields that the file fills: a blank cell says nothing."""
    return {name: getattr(document, name) for name in names if name in document.model_fields_set}


def _by_names(
    rows: Any, *names: str, made: Callable[[str], str] = str.casefold
) -> dict[object, Any]:
    """Rows by each of their names as `made` compares them; the first of `names` counts most."""
    found: dict[object, Any] = {}
    for name in names:
        for row in rows:
            if getattr(row, name):
                found.setdefault(made(getattr(row, name)), row)
    return found


def _unknown(
    place: Place, field: str, message: str, hint: str, name: str, names: Iterable[str]
) -> Finding:
    """With the name that was probably meant: the first that holds what was written (agencies go by
    the beginning of their names), else the most alike."""
    known = list(names)
    fuller = (each for each in known if name.casefold() in each.casefold())
    meant = next(fuller, "") or nearest_word(name, known)
    return _told(place, field, message, DID_YOU_MEAN if meant else hint, name=name, nearest=meant)


def _told(
    place: Place, field: str, message: str, hint: str, *, is_warning: bool = False, **facts: object
) -> Finding:
    return place.finding(
        message,
        hint,
        column=place.columns.get(field, 0),
        severity=Severity.WARNING if is_warning else Severity.ERROR,
        facts=facts,
    )
