"""Imports and sources for their pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from lumbung.catalogue.actions.sources import DRIVERS
from lumbung.catalogue.kept_errors import error_words
from lumbung.catalogue.kept_findings import findings_from_kept
from lumbung.catalogue.models import (
    Catalog,
    Entry,
    EntryPicture,
    Import,
    RepositoryHistory,
    SourceItem,
)
from lumbung.kit.errors import Finding, NotFoundError, Severity

RECENT = 10


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A picture that was not taken, and why."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What came of one publiccode.yml; `entry` is None where nothing was taken."""

    place: str
    entry: Entry | None
    told: dict[str, Any]
    findings: tuple[Finding, ...]
    words: str
    left_out: tuple[LeftOut, ...]


def recent_imports() -> QuerySet[Import]:
    return Import.objects.select_related("asked_by").defer("results")[:RECENT]


def one_import(pk: int) -> Import:
    """Raises NotFoundError."""
    found = Import.objects.select_related("asked_by").filter(pk=pk).first()
    if found is None:
        raise NotFoundError(kind="import", key=pk)
    return found


def results_of(asked: Import) -> list[ShownResult]:
    entries = Entry.objects.in_bulk(
        [result["entry"] for result in asked.results if "entry" in result]
    )
    return [
        ShownResult(
            place=result["place"],
            entry=entries.get(result.get("entry", 0)),
            told=result,
            findings=tuple(findings_from_kept(result.get("findings", ()))),
            words=error_words(result["error"]) if "error" in result else "",
            left_out=tuple(
                LeftOut(left["source"], error_words(left)) for left in result.get("left_out", ())
            ),
        )
        for result in asked.results
    ]


def sources() -> QuerySet[Catalog]:
    """Those that are no nodes, with what they list: `listed`, `failing`, `missing`."""
    items = "source_items"
    missing = Q(**{f"{items}__missing_since__isnull": False})
    failing = Q(**{f"{items}__failures__gt": 0, f"{items}__missing_since": None})
    return Catalog.objects.filter(driver__in=DRIVERS).annotate(
        listed=Count(items, filter=~missing & Q(**{f"{items}__isnull": False})),
        failing=Count(items, filter=failing),
        missing=Count(items, filter=missing),
    )


def source(pk: int) -> Catalog:
    """Raises NotFoundError."""
    found = sources().filter(pk=pk).first()
    if found is None:
        raise NotFoundError(kind="source", key=pk)
    return found


def source_called(alternative_id: str) -> Catalog:
    """Raises NotFoundError."""
    found = sources().filter(alternative_id=alternative_id).first()
    if found is None:
        raise NotFoundError(kind="source", key=alternative_id)
    return found


def items_of(source: Catalog, *, text: str = "", state: str = "") -> QuerySet[SourceItem]:
    """What the source lists; `state` is failing, missing or empty for all. Failing ones first."""
    found = SourceItem.objects.filter(catalog=source).select_related("entry")
    found = found.filter(Q(address__icontains=text) | Q(entry__name__icontains=text))
    if state == "missing":
        found = found.exclude(missing_since=None)
    if state == "failing":
        found = found.filter(failures__gt=0, missing_since=None)
    return found.order_by("-failures", "address")


def has_errors(item: SourceItem) -> bool:
    """Whether the publiccode.yml read last is not valid; what is shown is then another copy, or
    what could be understood."""
    findings = item.entry.latest_findings if item.entry else ()
    return any(finding["severity"] == Severity.ERROR for finding in findings)


@dataclass(frozen=True, slots=True)
class EntryOrigin:
    """Where an entry is read from on a schedule, and what its repository tells."""

    items: tuple[SourceItem, ...]
    history: RepositoryHistory | None

    @property
    def missing_since(self) -> datetime | None:
        """Since when no source lists it any more; None where one does, or none ever did."""
        times = [item.missing_since for item in self.items]
        known = [time for time in times if time is not None]
        return max(known) if known and len(known) == len(times) else None


def origin_of(entry: Entry) -> EntryOrigin:
    items = SourceItem.objects.filter(entry=entry).select_related("catalog")
    return EntryOrigin(tuple(items), RepositoryHistory.objects.filter(entry=entry).first())


def pictures_of(entry: Entry) -> list[EntryPicture]:
    """Without their content, the logo first."""
    return list(EntryPicture.objects.filter(entry=entry).defer("content"))
