"""Reading offers: the list with its filters, one offer, and its offer.yml; and moving its state."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue import actions, queries
from lumbung.catalogue.domain.offers.offer_advice import missing
from lumbung.catalogue.domain.offers.offer_reading import dump_offer
from lumbung.catalogue.experience_context import experience_context
from lumbung.catalogue.models import Offer
from lumbung.catalogue.queries.given_offers import advice_about, given_offers
from lumbung.core.access import Right, access, acting_user, has_right
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import regions

PAGE_SIZE = 30


@access(Right.SEE_OFFERS)
def offer_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = _filters(request)
    found = queries.offers_matching(request.user, **filters.chosen)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "catalogue/offer_list.html", {"filters": filters, "page": page})


@access(Right.SEE_OFFERS)
def given_list(request: HtmxHttpRequest) -> HttpResponse:
    """What our region offers, with what each offer lacks and who waits."""
    return render(request, "catalogue/given_offers.html", {"given": given_offers(request.user)})


def _filters(request: HtmxHttpRequest) -> ListFilter:
    visible = queries.offers(request.user)
    providers = regions().filter(offers__in=visible).distinct().values_list("code", "name")
    choices: dict[str, Any] = {
        "provider": (_("Region"), providers),
        "kind": (_("Kind"), Offer.Kind.choices),
    }
    if has_right(request.user, Right.EDIT_OFFERS):
        choices["state"] = (_("State"), Offer.State.choices)
    return ListFilter(request.GET, choices)


@access(Right.SEE_OFFERS)
def offer_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = queries.offer_detail(request.user, pk)
    context = {"detail": detail, **experience_context(request.user, detail.offer.entry)}
    if has_right(request.user, Right.EDIT_OFFERS) and detail.offer.is_own:
        context["advice"] = advice_about(detail.offer)
        context["lacks"] = missing(context["advice"])
    return render(request, "catalogue/offer_detail.html", context)


@access(Right.SEE_OFFERS)
def offer_document(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The offer as offer.yml, to hand on."""
    offer = queries.offer(request.user, pk)
    return as_yaml(dump_offer(queries.offer_as_document(offer)), f"{offer.slug}.offer.yml")


@access(Right.SEE_OFFERS)
def publiccode_document(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return as_yaml(queries.offer(request.user, pk).entry.publiccode_yml, "publiccode.yml")


@require_POST
@access(Right.EDIT_OFFERS)
def offer_publish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    offer = actions.publish_offer(queries.offer(request.user, pk), by=acting_user(request))
    messages.success(request, _("%(offer)s is published.") % {"offer": offer.name})
    return redirect("catalogue:offer", pk)


@require_POST
@access(Right.EDIT_OFFERS)
def offer_withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    offer = actions.withdraw_offer(queries.offer(request.user, pk), by=acting_user(request))
    messages.success(request, _("%(offer)s is withdrawn.") % {"offer": offer.name})
    return redirect("catalogue:offer", pk)


@require_POST
@access(Right.EDIT_OFFERS)
def offer_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    offer = queries.offer(request.user, pk)
    actions.delete_offer(offer, by=acting_user(request))
    messages.success(request, _("%(offer)s is deleted.") % {"offer": offer.name})
    return redirect("catalogue:offers")


def as_yaml(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name.replace("/", "-")}"'
    return response
