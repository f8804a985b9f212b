"""Telling the catalogue how our needs stand, so that our hub knows: after a plan is published,
after a need changes, and once an hour."""

from collections.abc import Iterator

from django.db import transaction

from lumbung.catalogue.actions import publish_region_summary
from lumbung.catalogue.domain.federation.bodies.summary import FunctionFigures, NeedFigures
from lumbung.catalogue.domain.search.functions import functions_of
from lumbung.catalogue.domain.search.words import stems
from lumbung.planning.models import Need
from lumbung.planning.queries.matching import NeedMatches, matches_of_all_needs
from lumbung.planning.queries.plans import published_summary

OTHER = "other"


def tell_region_summary() -> None:
    """Reckons anew and tells as the CIO chose; what is equal is not told again."""
    publish_region_summary(need_figures())


def tell_region_summary_later() -> None:
    """When the transaction is committed; a failure there never undoes what was done."""
    transaction.on_commit(tell_region_summary, robust=True)


def need_figures() -> NeedFigures:
    published = published_summary()
    rows = matches_of_all_needs()
    return NeedFigures(
        functions=tuple(_functions(rows)),
        saved_idr=published.saved_idr if published else None,
        saved_from=published.name if published else "",
        example=any(row.need.example for row in rows)
        or bool(published and published.rests_on_example),
    )


def _functions(rows: list[NeedMatches]) -> Iterator[FunctionFigures]:
    by_function: dict[str, list[NeedMatches]] = {}
    for row in rows:
        by_function.setdefault(function_of(row.need), []).append(row)
    for function, found in sorted(by_function.items()):
        unmet = sorted(row.need.name for row in found if not row.is_shared)
        yield FunctionFigures(function, len(found), len(unmet), tuple(unmet))


def function_of(need: Need) -> str:
    """The field of work that the need's words point to first."""
    service = need.service.name if need.service else ""
    found = functions_of(stems(f"{need.name} {service}"), ())
    return found[0] if found else OTHER
