"""Loading the lists that come with Lumbung: the country's regions, and budget codes by year.

The region list is an ODbL database and stays in its own folder with its notice. Budget codes are
partly unverified; their source is kept as told and shown.
"""

import csv
from pathlib import Path

from django.db import transaction

from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.registry.models import BudgetCode, Region

FOLDER = Path(__file__).resolve().parent.parent / "data"
BUDGET_CODE_COLUMNS = ("code", "level", "name", "unverified", "source")
REGIONS_FILE = FOLDER / "regions" / "regions.csv"


def budget_codes_file(year: int) -> Path:
    return FOLDER / "budget_codes" / f"{year}.csv"


def budget_code_years() -> list[int]:
    """The years whose codes come with Lumbung."""
    return sorted(int(path.stem) for path in (FOLDER / "budget_codes").glob("*.csv"))


@transaction.atomic
def load_regions(path: Path = REGIONS_FILE, *, by: User | None = None) -> int:
    """Creates or updates every region of the file, provinces first; safe to run twice. Returns the
    number of regions."""
    with path.open(encoding="utf-8", newline="") as file:
        regions = [
            Region(
                code=line["code"],
                name=line["name"],
                level=line["level"],
                parent_id=line["parent"] or None,
            )
            for line in csv.DictReader(file)
        ]
    regions.sort(key=lambda region: (region.parent_id is not None, region.code))
    Region.objects.bulk_create(
        regions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent"],
    )
    record_done(by, "load-regions", path.name, count=len(regions))
    return len(regions)


@transaction.atomic
def load_budget_codes(year: int, path: Path | None = None, *, by: User | None = None) -> int:
    """Creates or updates the codes of `year` (columns code, level, name, unverified, source); safe
    to run twice. Returns the number of codes. Raises DocumentInvalid where columns are missing."""
    path = path or budget_codes_file(year)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        _require_columns(lines, path)
        codes = [
            BudgetCode(
                year=year,
                code=line["code"],
                level=line["level"],
                name=line["name"],
                unverified=line["unverified"] == "yes",
                source=line["source"],
            )
            for line in lines
        ]
    BudgetCode.objects.bulk_create(
        codes,
        update_conflicts=True,
        unique_fields=["year", "code"],
        update_fields=["level", "name", "unverified", "source"],
    )
    record_done(by, "load-budget-codes", path.name, year=year, count=len(codes))
    return len(codes)


def _require_columns(lines: "csv.DictReader[str]", path: Path) -> None:
    found = set(lines.fieldnames or ())
    missing = [name for name in BUDGET_CODE_COLUMNS if name not in found]
    if missing:
        message = gettext_noop("The column %(column)s is missing.")
        raise DocumentInvalid(
            [
                Finding(
                    key=name, message=message, line=1, file=path.name, facts=(("column", name),)
                )
                for name in missing
            ],
            file=path.name,
        )
