"""Loading an example city from its folder: scenario.yml, agencies.csv, services.csv,
applications.csv, offers/*/offer.yml with publiccode.yml beside it, and sharing.yml.

All or nothing, and safe to run twice: rows are found by their identifiers and take the files'
values again. What the files do not name is left alone. An option belongs to the offer whose id it
has, or has before a slash.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from lumbung.catalogue.actions import (
    import_offer,
    load_sharing_example,
    publish_offer,
    store_entry,
)
from lumbung.catalogue.domain.offers.offer_reading import read_offer
from lumbung.catalogue.domain.sharing_example import read_sharing_example
from lumbung.catalogue.queries import offer_of_slug
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.horizon import set_horizon
from lumbung.planning.actions.options import change_option, create_option
from lumbung.planning.actions.region_summary import tell_region_summary_later
from lumbung.planning.domain.scenario_document import OptionDocument, ScenarioDocument
from lumbung.planning.models import Need, Option, SharedActivity
from lumbung.planning.option_documents import option_fields, option_services
from lumbung.planning.scenario_building import read_frozen_scenario
from lumbung.registry import actions as registry
from lumbung.registry.queries import agency, public_services, region, regions


@transaction.atomic
def load_example_city(folder: Path, *, by: User | None = None) -> None:
    """Raises DocumentInvalid with all findings of the first file that is wrong; then nothing of the
    city is stored. The country's regions are loaded first where they are not there."""
    file = folder / "scenario.yml"
    city = read_frozen_scenario(file.read_bytes(), file=file.name).document
    if not regions().exists():
        registry.load_regions(by=by)
    for year in registry.budget_code_years():
        registry.load_budget_codes(year, by=by)
    _load_agencies(folder, city)
    _load_means(city)
    _load_services(folder)
    _load_applications(folder)
    _load_offers(folder)
    _load_needs(city)
    _load_options(city)
    _load_horizon(city)
    _load_sharing(folder)
    record_done(by, "load-example-city", folder.name, source=city.source)
    tell_region_summary_later()


def _load_agencies(folder: Path, city: ScenarioDocument) -> None:
    told = {row.pop("slug"): row for row in _rows(folder / "agencies.csv")}
    for entry in city.agencies:
        plain = _columns(entry, "name", "source", "example")
        registry.create_or_update_agency(entry.id, **(plain | told.pop(entry.id, {})))
    for slug, row in told.items():
        registry.create_or_update_agency(slug, **row)


def _load_services(folder: Path) -> None:
    for row in _rows(folder / "services.csv"):
        registry.create_or_update_public_service(row.pop("slug"), agency=row.pop("agency"), **row)


def _load_applications(folder: Path) -> None:
    for row in _rows(folder / "applications.csv"):
        registry.create_or_update_application(row.pop("name"), owner=row.pop("owner", None), **row)


def _load_means(city: ScenarioDocument) -> None:
    for year in city.calendar.fiscal_years:
        registry.create_or_update_fiscal_year(**_columns(year))
    for holiday in city.calendar.holidays:
        registry.create_or_update_holiday(**_columns(holiday))
    for role in city.roles:
        columns = _columns(role) | {"outside_budget_code": role.outside_budget_code or ""}
        registry.create_or_update_staff_role(columns.pop("id"), **columns)
    for member in city.staff:
        registry.create_or_update_staff_member(
            member.id,
            role=member.role,
            post=member.id,
            decidays_per_week=round(member.days_per_week * 10),
            absences=[(each.from_day, each.until_day, each.reason) for each in member.absences],
            **_columns(member, "from_day", "until_day", "source", "example"),
        )
    for line in city.budget:
        registry.create_or_update_budget_line(**_columns(line))
    for server in city.servers:
        columns = _columns(server, "name", "kept_free_percent", "source", "example")
        sizes = _sizes(server.total) | _sizes(server.used, "used_")
        registry.create_or_update_server(server.id, **columns, **sizes)
    for purchase in city.purchases:
        columns = _columns(purchase)
        sizes = _sizes(columns.pop("total"))
        registry.create_or_update_server_purchase(columns.pop("id"), **columns, **sizes)


def _load_offers(folder: Path) -> None:
    for file in sorted((folder / "offers").glob("*/offer.yml")):
        document = read_offer(file.read_bytes(), file=f"{file.parent.name}/{file.name}")
        beside = file.with_name("publiccode.yml")
        text = beside.read_text(encoding="utf-8") if beside.exists() else ""
        offer = publish_offer(import_offer(document, text, by=None), by=None)
        if text:  # what is not known of the software is filled in as an example there
            store_entry({"example": True}, entry=offer.entry, by=None)


def _load_sharing(folder: Path) -> None:
    file = folder / "sharing.yml"
    if file.exists():
        load_sharing_example(read_sharing_example(file.read_bytes(), file=file.name), by=None)


def _load_needs(city: ScenarioDocument) -> None:
    services = {service.name: service for service in public_services()}
    for entry in city.needs:
        columns = _columns(entry, "name", "weight", "mandatory", "deadline", "source", "example")
        fields = columns | {
            "agency": agency(entry.agency),
            "service": services.get(entry.service),
            "state": Need.State.ACCEPTED,
        }
        known = Need.objects.filter(slug=entry.id).first()
        if known:
            registry.change_row(known, fields, by=None)
        else:
            registry.create_row(Need, fields | {"slug": entry.id}, by=None)


def _load_options(city: ScenarioDocument) -> None:
    for activity in city.shared_activities:
        document = activity.model_dump(mode="json", exclude_defaults=True)
        SharedActivity.objects.update_or_create(slug=activity.id, defaults={"document": document})
    fields = {entry.id: _option_columns(entry) for entry in city.options}
    known = {option.slug: option for option in Option.objects.all()}
    for entry in city.options:  # all must be there before one may name another
        if entry.id not in known:
            bare = fields[entry.id] | {"recipe": {}}
            known[entry.id] = create_option(bare, (), by=None)
    for entry in city.options:
        change_option(known[entry.id], fields[entry.id], option_services(entry), by=None)


def _option_columns(entry: OptionDocument) -> dict[str, Any]:
    offer = offer_of_slug(entry.id) or offer_of_slug(entry.id.partition("/")[0])
    return option_fields(entry) | {"offer": offer}


def _load_horizon(city: ScenarioDocument) -> None:
    calendar = _columns(city.calendar, "first_day", "weeks", "cost_lifetime_years")
    plain = _columns(city, "name", "source", "example")
    set_horizon(plain | calendar | {"region": region(city.region)}, by=None)


def _columns(document: Any, *names: str) -> dict[str, Any]:
    """The fields named, or all of them, as they are."""
    return {name: getattr(document, name) for name in names or type(document).model_fields}


def _sizes(capacity: Any, prefix: str = "") -> dict[str, Any]:
    names = ("cpu_millicores", "memory_mib", "disk_gib")
    return {prefix + name: getattr(capacity, name) for name in names}


# Columns of the CSV files that are no text.
READERS: dict[str, Callable[[str], Any]] = {
    "example": "true".__eq__,
    "contract_value_idr": int,
    "renewal_idr": int,
    "built_year": int,
    "contract_until": date.fromisoformat,
}


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """Rows by column; an empty cell is left out, so that the column keeps its default."""
    if not file.exists():
        return
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {
                name: READERS.get(name, str)(cell.strip())
                for name, cell in row.items()
                if cell and cell.strip()
            }
