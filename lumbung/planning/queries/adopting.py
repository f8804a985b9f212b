"""What adopting an offer would take for us: its recipe beside the plan that counts now.

That plan is the published one, else the latest that was found, else none: then the region's rows
alone are the means. A plan never changes once it is finished, so the answer is kept in memory.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from lumbung.catalogue.domain.matching.match_evidence import Offered
from lumbung.catalogue.queries import OfferDetail, offer_detail
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.planning.domain.adopting import adopting
from lumbung.planning.domain.adopting_answer import Adopting
from lumbung.planning.domain.option_adding import with_option
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.plan_document import read_result
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.models import Plan
from lumbung.planning.queries.matching import offered_to_us
from lumbung.planning.queries.sharpening import OfferSharpening, offer_sharpening
from lumbung.planning.scenario_building import build_scenario, thaw


@dataclass(frozen=True, slots=True)
class AdoptingHere:
    """`plan` is None where there is none yet. `offered` tells terms and prerequisites as matching
    sees them, None for an offer that is not published. `is_hidden`: the plan chooses it for another
    agency, which an agency officer does not see. `with_names`: the viewer may see what the plan
    chooses for others."""

    detail: OfferDetail
    plan: Plan | None
    scenario: Scenario
    adopting: Adopting
    offered: Offered | None
    is_hidden: bool
    with_names: bool
    sharpening: OfferSharpening


def adopting_here(
    viewer: User | AnonymousUser, offer_pk: int, *, today: date | None = None
) -> AdoptingHere:
    """Raises NotFoundError, and ScenarioIncomplete where there is no plan and the region's rows
    make none."""
    detail = offer_detail(viewer, offer_pk)
    sharpening = offer_sharpening(detail)
    plan = _plan_that_counts()
    stamp = plan.finished_at if plan else timezone.now()
    scenario, work_plan = _question(plan.pk if plan else None, stamp)
    first_week = max(0, scenario.calendar.week_of(today or timezone.localdate()))
    asked = with_option(
        scenario,
        sharpening.sharpened.recipe,
        detail.shared,
        id=detail.offer.slug,
        name=detail.offer.name,
        provider=detail.offer.provider_id or "",
    )
    answer = _answer(asked, work_plan, detail.offer.slug, first_week)
    return AdoptingHere(
        detail=detail,
        plan=plan,
        scenario=asked,
        adopting=answer,
        offered=offered_to_us(offer_pk),
        sharpening=sharpening,
        with_names=sees_all_agencies(viewer),
        is_hidden=answer.is_planned and not _may_see(viewer, asked, detail.offer.slug),
    )


def _plan_that_counts() -> Plan | None:
    found = _found_plans()
    return found.filter(is_published=True).first() or found.first()


def _found_plans() -> QuerySet[Plan]:
    return (
        Plan.objects.defer("scenario", "result")
        .filter(finished_at__isnull=False, status__in=("optimal", "feasible"))
        .order_by("-finished_at", "-pk")
    )


def _question(pk: int | None, stamp: datetime | None) -> tuple[Scenario, WorkPlan | None]:
    return (build_scenario(), None) if pk is None else _read(pk, stamp)


@lru_cache(maxsize=4)
def _read(pk: int, stamp: datetime | None) -> tuple[Scenario, WorkPlan | None]:
    """`stamp` only tells cached readings apart."""
    documents = Plan.objects.values("scenario", "result").get(pk=pk)
    return thaw(documents["scenario"]), read_result(documents["result"]).plan


@lru_cache(maxsize=64)
def _answer(scenario: Scenario, plan: WorkPlan | None, option_id: str, first_week: int) -> Adopting:
    return adopting(scenario, plan, option_id, first_week=first_week)


def _may_see(viewer: User | AnonymousUser, scenario: Scenario, option_id: str) -> bool:
    if sees_all_agencies(viewer):
        return True
    agency = getattr(getattr(viewer, "agency", None), "slug", "")
    served = (scenario.need[service.need] for service in scenario.option[option_id].serves)
    return any(need.agency == agency for need in served)
