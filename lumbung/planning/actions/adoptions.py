"""An adoption that the offering region agreed to, as an option of the plan; and work that an
agreement in force makes needless, left out where everybody sees it."""

from typing import Any

from django.db import transaction

from lumbung.catalogue.domain.recipes.recipe_changes import with_shared, without_shared
from lumbung.catalogue.queries import (
    AgreedAdoption,
    agreed_adoption,
    offer_detail_unseen,
    standing_agreements,
)
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.options import change_option, create_option_from_offer
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.errors import ActivityNotUsed, NoAgreementStands
from lumbung.planning.models import Need, Option, OptionService, SharedActivity


@transaction.atomic
def take_in_adoption(adoption_pk: int, *, by: User | None) -> Option | None:
    """The option of the adoption's offer: the one there is, or a new one. It serves the need that
    the request named, where that is the adopting agency's; with none named it serves nothing yet.
    Safe to run twice. None where nothing was agreed. Raises RowInvalid, OptionInvalid."""
    agreed = agreed_adoption(adoption_pk)
    if agreed is None:
        return None
    need = named_need(agreed)
    option = Option.objects.select_for_update().filter(offer=agreed.offer_pk).first()
    if option is None:
        services = [(need, agreed.fit_percent)] if need else []
        return _create(agreed, services, by)
    if need and not option.services.filter(need=need).exists():
        OptionService.objects.create(option=option, need=need, fit_percent=agreed.fit_percent)
        record_done(by, "serve-need", option, pk=option.pk, need=need.slug)
    return option


def named_need(agreed: AgreedAdoption) -> Need | None:
    """None where the request named none, one that is withdrawn, or another agency's."""
    if not agreed.need_slug:
        return None
    found = Need.objects.filter(slug=agreed.need_slug).exclude(state=Need.State.WITHDRAWN).first()
    if found and agreed.agency_pk not in (None, found.agency_id):
        return None
    return found


def _create(agreed: AgreedAdoption, services: list[tuple[Need, int]], by: User | None) -> Option:
    detail = offer_detail_unseen(agreed.offer_pk)
    kind = OptionKind.USE if agreed.is_infrastructure else OptionKind.ADOPT
    fields: dict[str, Any] = {"kind": kind.value}
    if Option.objects.filter(slug=detail.offer.slug).exists():
        fields["slug"] = ""  # made from the name
    return create_option_from_offer(detail, fields, services, by=by)


@transaction.atomic
def leave_out_activity(option: Option, shared: str, *, by: User) -> Option:
    """Takes the shared activity (the work for the PKS) out of the option, because an agreement
    stands. Raises NoAgreementStands, ActivityNotUsed, OptionInvalid."""
    standing = standing_agreements([option.offer_id or 0]).get(option.offer_id or 0)
    if standing is None:
        raise NoAgreementStands(option=option.name)
    activity = SharedActivity.objects.filter(slug=shared).first()
    if activity is None or shared not in option.recipe.get("uses", ()):
        raise ActivityNotUsed(option=option.name, activity=shared)
    recipe, waits = without_shared(option.recipe, shared)
    kept = {
        "activity": shared,
        "name": str(activity),
        "waits": waits,
        "agreement": standing.pk,
        "title": standing.title,
        "number": standing.number,
    }
    record_done(by, "leave-out-activity", option, pk=option.pk, activity=shared)
    left_out = [*option.left_out, kept]
    return change_option(option, {"recipe": recipe, "left_out": left_out}, by=by)


@transaction.atomic
def put_back_activity(option: Option, shared: str, *, by: User) -> Option:
    """Raises ActivityNotUsed where it was not left out, OptionInvalid."""
    known = next((each for each in option.left_out if each["activity"] == shared), None)
    if known is None:
        raise ActivityNotUsed(option=option.name, activity=shared)
    recipe = with_shared(option.recipe, shared, known["waits"])
    left_out = [each for each in option.left_out if each["activity"] != shared]
    record_done(by, "put-back-activity", option, pk=option.pk, activity=shared)
    return change_option(option, {"recipe": recipe, "left_out": left_out}, by=by)
