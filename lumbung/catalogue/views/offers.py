"""Reading offers: the list with its filters, one offer, and its offer.yml; and moving its state."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue import actions, queries
from lumbung.catalogue.domain.offer_reading import dump_offer
from lumbung.catalogue.models import Offer
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.filters import chosen_filters
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import regions, staff_roles

PAGE_SIZE = 30
FILTERS = ("text", "provider", "kind", "state")


@access(Right.SEE_OFFERS)
def offer_list(request: HtmxHttpRequest) -> HttpResponse:
    chosen = chosen_filters(request, FILTERS)
    found = queries.offers_matching(request.user, **chosen)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "providers": regions().filter(offers__in=queries.offers(request.user)).distinct(),
        "kinds": Offer.Kind.choices,
        "states": Offer.State.choices,
    }
    return render(request, "catalogue/offer_list.html", context)


@access(Right.SEE_OFFERS)
def offer_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    context = {
        "detail": queries.offer_detail(request.user, pk),
        "role_names": dict(staff_roles().values_list("slug", "name")),
    }
    return render(request, "catalogue/offer_detail.html", context)


@access(Right.SEE_OFFERS)
def offer_document(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The offer as offer.yml, to hand on."""
    offer = queries.offer(request.user, pk)
    return _yaml(dump_offer(queries.offer_as_document(offer)), f"{offer.slug}.offer.yml")


@access(Right.SEE_OFFERS)
def publiccode_document(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _yaml(queries.offer(request.user, pk).publiccode_yml, "publiccode.yml")


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


def _yaml(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name.replace("/", "-")}"'
    return response
