"""Adoptions: our own, what others ask of us, one of them, and the request itself."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lumbung.catalogue import queries
from lumbung.catalogue.actions import adoptions as actions
from lumbung.catalogue.adoption_forms import (
    AgreementChoiceForm,
    AnswerForm,
    MoveForm,
    RequestForm,
)
from lumbung.catalogue.charts.way import draw_way
from lumbung.catalogue.domain.agreements.adoption_moves import WAY
from lumbung.catalogue.models import Adoption, Agreement, Entry, Offer
from lumbung.catalogue.queries import adoptions as reads
from lumbung.core.access import (
    Right,
    access,
    acting_user,
    has_right,
    require_agency,
    sees_all_agencies,
)
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import agencies

PAGE_SIZE = 30
UNCONFIRMED = ("unconfirmed", gettext_lazy("In use, unconfirmed"))


@access(Right.SEE_OFFERS)
def adoption_list(request: HtmxHttpRequest) -> HttpResponse:
    """What our region, or the officer's agency, asked for and uses."""
    return _list(request, reads.adoptions(request.user), "catalogue/adoption_list.html")


@access(Right.SEE_AGREEMENTS)
def request_list(request: HtmxHttpRequest) -> HttpResponse:
    """Who asks for, and uses, what our region offers."""
    return _list(request, reads.adoption_requests(request.user), "catalogue/adoption_requests.html")


def _list(request: HtmxHttpRequest, found: QuerySet[Adoption], template: str) -> HttpResponse:
    choices: dict[str, Any] = {"status": (_("Status"), [*Adoption.Status.choices, UNCONFIRMED])}
    if sees_all_agencies(request.user):
        choices["agency"] = (_("Agency"), agencies().values_list("slug", "name"))
    filters = ListFilter(request.GET, choices)
    rows = reads.adoptions_matching(found, **filters.chosen).select_related("answer")
    context = {
        "filters": filters,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "unconfirmed": set(reads.unconfirmed(found).values_list("pk", flat=True)),
    }
    return render(request, template, context)


@access(Right.SEE_OFFERS)
def adoption_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: HtmxHttpRequest, pk: int, **forms: Any) -> HttpResponse:
    detail = reads.adoption_detail(request.user, pk)
    labels = {status.value: str(status.label) for status in Adoption.Status}
    context = {
        "detail": detail,
        "way": draw_way(WAY, detail.adoption.status, detail.days, labels),
        "answer_form": AnswerForm(),
        "letter_form": AnswerForm(by_letter=True),
        "move_form": MoveForm(moves=detail.moves),
        "agreement_form": AgreementChoiceForm(
            initial={"agreement": detail.adoption.agreement_id}, known=_agreements(detail.adoption)
        ),
        "may_move": detail.is_ours and _may_move(request, detail.adoption),
        **forms,
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "catalogue/adoption_detail.html", context, status=status)


def _may_move(request: HtmxHttpRequest, adoption: Adoption) -> bool:
    own = getattr(request.user, "agency_id", None)
    return has_right(request.user, Right.REQUEST_ADOPTIONS) and (
        sees_all_agencies(request.user) or own == adoption.agency_id
    )


def _agreements(adoption: Adoption) -> QuerySet[Agreement]:
    found = Agreement.objects.exclude(stage=Agreement.Stage.DROPPED)
    return found.filter(offers=adoption.offer_id) if adoption.offer_id else found


@access(Right.REQUEST_ADOPTIONS)
def adoption_request(request: HtmxHttpRequest, offer_pk: int) -> HttpResponse:
    """Asks for an offer; `?need=` names what it is for."""
    offer = queries.offer(request.user, offer_pk)
    return _request(request, {"offer": offer}, offer=offer)


@access(Right.REQUEST_ADOPTIONS)
def adoption_of_entry(request: HtmxHttpRequest, entry_pk: int) -> HttpResponse:
    """Takes an entry that nobody offers, under its own licence."""
    entry = reads.adoptable_entry(entry_pk)
    return _request(request, {"entry": entry}, entry=entry)


def _request(
    request: HtmxHttpRequest,
    what: dict[str, Any],
    *,
    offer: Offer | None = None,
    entry: Entry | None = None,
) -> HttpResponse:
    user = acting_user(request)
    need = (request.POST.get("need_slug") or request.GET.get("need") or "")[:100]
    form = RequestForm(request.POST or None, viewer=user, need=need)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data | what
        if not sees_all_agencies(user):
            fields["agency"] = user.agency
        adoption = actions.request_adoption(fields, by=user)
        messages.success(
            request, _("The request for %(entry)s is kept.") % {"entry": adoption.entry}
        )
        return redirect("catalogue:adoption", adoption.pk)
    context = {
        "form": form,
        "offer": offer,
        "entry": entry or (offer.entry if offer else None),
        "need": need,
        "known": reads.own_adoption_of(user, offer.pk) if offer else None,
        "reaches": reads.has_a_node(offer.provider_id) if offer else False,
    }
    return render(request, "catalogue/adoption_request.html", context)


@require_POST
@access(Right.APPROVE_ADOPTIONS)
def adoption_answer(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Our answer to a request for what we offer."""
    adoption, form = reads.adoption(request.user, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, answer_form=form)
    actions.answer_adoption(adoption, _answer_of(form), by=acting_user(request))
    messages.success(request, _("The answer is kept."))
    return redirect("catalogue:adoption", pk)


@require_POST
@access(Right.EDIT_AGREEMENTS)
def adoption_record_answer(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The answer of a region without a node, written down with its source."""
    adoption = reads.adoption(request.user, pk)
    form = AnswerForm(request.POST, by_letter=True)
    if not form.is_valid():
        return _page(request, pk, letter_form=form)
    actions.record_answer(adoption, _answer_of(form), by=acting_user(request))
    messages.success(request, _("The answer is kept."))
    return redirect("catalogue:adoption", pk)


def _answer_of(form: AnswerForm) -> actions.Answer:
    told = form.cleaned_data
    return actions.Answer(
        verdict=told["verdict"],
        note=told["note"],
        answered_on=told.get("answered_on"),
        source=told.get("source", ""),
    )


@require_POST
@access(Right.REQUEST_ADOPTIONS)
def adoption_move(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = reads.adoption_detail(request.user, pk)
    _require_own(request, detail.adoption)
    form = MoveForm(request.POST, moves=detail.moves)
    if not form.is_valid():
        return _page(request, pk, move_form=form)
    actions.move_adoption(detail.adoption, by=acting_user(request), **form.cleaned_data)
    messages.success(request, _("The adoption is moved on."))
    return redirect("catalogue:adoption", pk)


@require_POST
@access(Right.REQUEST_ADOPTIONS)
def adoption_confirm(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    adoption = reads.adoption(request.user, pk)
    _require_own(request, adoption)
    actions.confirm_adoption(adoption, by=acting_user(request))
    messages.success(
        request, _("It is confirmed that %(entry)s is in use.") % {"entry": adoption.entry}
    )
    return redirect("catalogue:adoption", pk)


@require_POST
@access(Right.EDIT_AGREEMENTS)
def adoption_agreement(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Under which agreement it is used."""
    adoption = reads.adoption(request.user, pk)
    form = AgreementChoiceForm(request.POST, known=_agreements(adoption))
    if form.is_valid():
        actions.link_agreement(adoption, form.cleaned_data["agreement"], by=acting_user(request))
    return redirect("catalogue:adoption", pk)


def _require_own(request: HtmxHttpRequest, adoption: Adoption) -> None:
    require_agency(request.user, adoption.agency_id, Right.REQUEST_ADOPTIONS, subject=request.path)
