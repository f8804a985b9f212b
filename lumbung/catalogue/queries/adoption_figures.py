"""Figures of sharing from the adoption records that this node holds: our own, those of others that
reached us, and those known from published evidence.

A hub holds thousands: only the columns that figures need are read, without the documents of offers
and entries.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from lumbung.catalogue.domain.agreements.adoption_figures import (
    AdoptionFact,
    AdoptionFigures,
    adoption_figures,
)
from lumbung.catalogue.domain.agreements.adoption_moves import Status, is_confirmed
from lumbung.catalogue.models import Adoption, AdoptionStep

Steps = tuple[tuple[str, date], ...]
_COLUMNS = (
    "pk",
    "entry_id",
    "entry__name",
    "region__name",
    "agency__name",
    "agency_name",
    "status",
    "basis",
    "requested_on",
    "in_use_since",
    "confirmed_on",
    "saved_idr",
    "saved_source",
    "example",
)


def sharing_figures() -> AdoptionFigures:
    steps, today = _steps(), timezone.localdate()
    rows = Adoption.objects.order_by("pk").values(*_COLUMNS)
    return adoption_figures(_fact(row, steps.get(row["pk"], ()), today) for row in rows)


def _steps() -> dict[int, Steps]:
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    rows = AdoptionStep.objects.order_by("at", "pk").values_list("adoption_id", "status", "on")
    for adoption, status, on in rows.iterator(chunk_size=2000):
        found[adoption].append((status, on))
    return {adoption: tuple(steps) for adoption, steps in found.items()}


def _fact(row: dict[str, Any], steps: Steps, today: date) -> AdoptionFact:
    since = row["in_use_since"]
    return AdoptionFact(
        pk=row["pk"],
        entry=row["entry_id"],
        entry_name=row["entry__name"],
        region=row["region__name"],
        agency=row["agency__name"] or row["agency_name"],
        status=row["status"],
        is_confirmed=row["status"] == Status.IN_USE
        and is_confirmed(since, row["confirmed_on"], today=today),
        steps=steps,
        requested_on=row["requested_on"],
        in_use_since=since,
        saved_idr=row["saved_idr"],
        saved_source=row["saved_source"],
        is_evidence=row["basis"] == Adoption.Basis.EVIDENCE,
        example=row["example"],
    )
