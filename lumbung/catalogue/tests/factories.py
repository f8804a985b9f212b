"""Offers for tests, with sensible defaults and unique identifiers."""

from itertools import count
from typing import Any

from lumbung.catalogue.models import Entry, Offer
from lumbung.registry.tests.factories import make_region

_numbers = count(1)

RECIPE: dict[str, Any] = {
    "activities": [
        {"id": "install", "name": "Pemasangan", "least_weeks": 2, "effort_days": {"engineer": 4.0}},
        {
            "id": "train",
            "name": "Pelatihan",
            "least_weeks": 1,
            "effort_days": {"engineer": 2.0},
            "after": ["install"],
            "costs": [{"code": "5.1.02", "amount_idr": 3_000_000}],
        },
    ],
    "yearly_costs": [{"code": "5.1.02", "amount_idr": 2_000_000}],
    "demand": {"cpu_millicores": 1000, "memory_mib": 2048, "disk_gib": 20},
}

OFFER_YML = """\
format: lumbung-offer/1
id: sumedang-e-office
name: e-Office
kind: application
provider: "32.11"
function: Surat dan disposisi
terms: {fee_idr: 0, agreement: PKS}
shared_activities:
  - {id: pks-32-11, name: PKS dengan Sumedang, least_weeks: 4}
recipe:
  example: true
  uses: [pks-32-11]
  activities:
    - {id: install, name: Pasang, least_weeks: 2, effort_days: {engineer: 4}, after: [pks-32-11]}
"""


def make_offer(**fields: Any) -> Offer:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"offer-{number}",
        "name": f"Aplikasi {number}",
        "provider": make_region("32.11", name="Kabupaten Sumedang", level="kabupaten"),
        "recipe": RECIPE,
        "state": Offer.State.PUBLISHED,
    }
    found = defaults | fields
    if "entry" not in found:
        told = {name: found[name] for name in ("name", "function", "description") if name in found}
        found["entry"] = make_entry(rests_on_offers=True, **told)
    return Offer.objects.create(**found)


def make_entry(**fields: Any) -> Entry:
    number = next(_numbers)
    return Entry.objects.create(**({"name": f"Aplikasi {number}"} | fields))
