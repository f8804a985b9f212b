"""Figures of sharing from the adoption records that this node holds: our own, those of others that
reached us, and those known from published evidence."""

from django.utils import timezone

from lumbung.catalogue.domain.adoption_figures import (
    AdoptionFact,
    AdoptionFigures,
    adoption_figures,
)
from lumbung.catalogue.models import Adoption
from lumbung.catalogue.queries.adoptions import all_adoptions, confirmed


def sharing_figures() -> AdoptionFigures:
    return adoption_figures(_fact(row) for row in all_adoptions().prefetch_related("steps"))


def _fact(row: Adoption) -> AdoptionFact:
    return AdoptionFact(
        pk=row.pk,
        entry=row.entry_id,
        entry_name=row.entry.name,
        region=row.region.name,
        agency=row.agency_title,
        status=row.status,
        is_confirmed=confirmed(row),
        steps=tuple((step.status, timezone.localdate(step.at)) for step in row.steps.all()),
        requested_on=row.requested_on,
        in_use_since=row.in_use_since,
        saved_idr=row.saved_idr,
        saved_source=row.saved_source,
        is_evidence=row.basis == Adoption.Basis.EVIDENCE,
        example=row.example,
    )
