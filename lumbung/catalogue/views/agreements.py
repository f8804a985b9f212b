"""The register of agreements: the list with its filters and files, one agreement, its form."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.catalogue import queries
from lumbung.catalogue.actions import agreements as actions
from lumbung.catalogue.agreement_forms import (
    DocumentForm,
    ObligationForm,
    StageForm,
    form_of,
    party_formset,
)
from lumbung.catalogue.charts.validity import Mark, MarkKind, ValidityChart, draw_validity
from lumbung.catalogue.charts.way import draw_way
from lumbung.catalogue.domain.agreements.agreement_stages import SETTLED, WAY
from lumbung.catalogue.files.agreement_register import CONTENT_TYPES, EXPORTERS
from lumbung.catalogue.models import Agreement, AgreementParty, Offer
from lumbung.catalogue.queries import agreements as reads
from lumbung.catalogue.queries.reminders import reminders
from lumbung.core.access import Right, access, acting_user, has_right
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import regions

PAGE_SIZE = 30
ENDINGS = (("soon", gettext_lazy("Ends soon")), ("past", gettext_lazy("Past its last day")))
PARTY_FIELDS = [
    field.name for field in AgreementParty._meta.fields if field.name not in ("id", "agreement")
]


@access(Right.SEE_AGREEMENTS)
def agreement_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = _filters(request)
    found = reads.agreements_matching(**filters.chosen)
    context = {
        "filters": filters,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
    }
    return render(request, "catalogue/agreement_list.html", context)


def _filters(request: HtmxHttpRequest) -> ListFilter:
    partners = (
        regions().filter(pk__in=AgreementParty.objects.values("region")).values_list("code", "name")
    )
    choices: dict[str, Any] = {
        "kind": (_("Kind"), Agreement.Kind.choices),
        "stage": (_("Stage"), Agreement.Stage.choices),
        "partner": (_("Party"), partners),
        "ending": (_("End"), ENDINGS),
    }
    return ListFilter(request.GET, choices)


@access(Right.SEE_AGREEMENTS)
def agreement_export(request: HtmxHttpRequest, kind: str) -> HttpResponse:
    """What the list shows, whole, as a file."""
    if kind not in EXPORTERS:
        raise Http404
    content = EXPORTERS[kind](reads.agreements_matching(**_filters(request).chosen))
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    name = f"register-kerja-sama-{timezone.localdate():%Y%m%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(Right.SIGNED_IN)
def reminder_list(request: HtmxHttpRequest) -> HttpResponse:
    context = {
        "reminders": reminders(request.user),
        "email_is_set_up": settings.EMAIL_IS_SET_UP,
    }
    return render(request, "catalogue/reminder_list.html", context)


@access(Right.SEE_AGREEMENTS)
def agreement_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return agreement_page(request, pk)


def agreement_page(request: HtmxHttpRequest, pk: int, **forms: Any) -> HttpResponse:
    """The agreement's page; with a form that was not in order, under status 422."""
    detail = reads.agreement_detail(pk)
    labels = {stage.value: str(stage.label) for stage in Agreement.Stage}
    days = {step.stage: timezone.localdate(step.at) for step in detail.steps}
    context = {
        "detail": detail,
        "way": draw_way(WAY, detail.agreement.stage, days, labels),
        "chart": _chart(detail),
        "stages": [(stage, has_right(request.user, stage.right)) for stage in detail.next_stages],
        "stage_form": StageForm(),
        "obligation_form": ObligationForm(),
        "document_form": DocumentForm(),
        **forms,
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "catalogue/agreement_detail.html", context, status=status)


def _chart(detail: reads.AgreementDetail) -> ValidityChart | None:
    """None where it has no first and last day yet."""
    agreement, today = detail.agreement, timezone.localdate()
    if not agreement.starts_on or not agreement.ends_on:
        return None
    marks = []
    if agreement.signed_on:
        marks.append(Mark(MarkKind.SIGNED, agreement.signed_on))
    reminder = agreement.ends_on - timedelta(days=agreement.remind_days)
    if reminder >= agreement.starts_on:
        marks.append(Mark(MarkKind.REMINDER, reminder))
    for row in detail.obligations:
        if row.due_on:
            late = MarkKind.LATE if row.due_on < today else MarkKind.DUE
            marks.append(Mark(MarkKind.DONE if row.done_on else late, row.due_on, row.text))
    return draw_validity(agreement.starts_on, agreement.ends_on, marks, today=today)


@access(Right.EDIT_AGREEMENTS)
def agreement_new(request: HtmxHttpRequest) -> HttpResponse:
    """`?offer=` fills in what the offer tells."""
    offer = None
    if request.GET.get("offer", "").isdecimal():
        offer = queries.offer(request.user, int(request.GET["offer"]))
    return _edit(request, None, offer)


@access(Right.EDIT_AGREEMENTS)
def agreement_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _edit(request, reads.agreement(pk), None)


def _edit(
    request: HtmxHttpRequest, agreement: Agreement | None, offer: Offer | None
) -> HttpResponse:
    data = request.POST or None
    form = form_of(agreement, data, initial=_initial(offer))
    settled = agreement is not None and agreement.stage in SETTLED
    parties = None if settled else party_formset(data, _known_parties(agreement, offer))
    if data and all([form.is_valid(), parties is None or parties.is_valid()]):
        by = acting_user(request)
        rows = parties.parties() if parties else None
        if agreement is None:
            kept = actions.create_agreement(form.cleaned_data, rows or [], by=by)
        else:
            kept = actions.change_agreement(agreement, form.cleaned_data, rows, by=by)
        messages.success(request, _("%(agreement)s is saved.") % {"agreement": kept.title})
        return redirect("catalogue:agreement", kept.pk)
    context = {"form": form, "parties": parties, "agreement": agreement}
    return render(request, "catalogue/agreement_form.html", context)


def _initial(offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        return {}
    title = _("Cooperation agreement on %(offer)s with %(provider)s") % {
        "offer": offer.name,
        "provider": offer.provider_title,
    }
    subject = _("Shared use of %(offer)s") % {"offer": offer.name}
    return {"title": title, "subject": subject, "offers": [offer.pk], "example": offer.example}


def _known_parties(agreement: Agreement | None, offer: Offer | None) -> list[dict[str, Any]]:
    if agreement is not None:
        return [
            {name: getattr(party, name) for name in PARTY_FIELDS}
            for party in agreement.parties.all()
        ]
    own = {"side": "adopter", "region": settings.REGION_CODE}
    if offer is None:
        return [{"side": "provider"}, own]
    provider = {"side": "provider", "agency_name": offer.provider_agency}
    provider |= (
        {"region": offer.provider_id} if offer.provider_id else {"name": offer.provider_name}
    )
    return [provider, own]
