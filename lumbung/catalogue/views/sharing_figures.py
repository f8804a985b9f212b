"""Figures of sharing, each with the records that it is made of; and uses known from evidence."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions import adoptions as actions
from lumbung.catalogue.adoption_forms import KnownAdoptionForm
from lumbung.catalogue.charts.reuse import draw_reuse, draw_way_times
from lumbung.catalogue.domain.agreements.adoption_figures import AdoptionFact, UseState
from lumbung.catalogue.models import Adoption
from lumbung.catalogue.queries import adoptions as reads
from lumbung.catalogue.queries.adoption_figures import sharing_figures
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest

PAGE_SIZE = 50
STATE_LABELS = {
    UseState.CONFIRMED: gettext_lazy("In use, confirmed"),
    UseState.UNCONFIRMED: gettext_lazy("In use, unconfirmed"),
    UseState.UNDER_WAY: gettext_lazy("Under way"),
    UseState.ENDED: gettext_lazy("Ended"),
}


@access(Right.SEE_AGREEMENTS)
def figures(request: HtmxHttpRequest) -> HttpResponse:
    found = sharing_figures()
    labels = dict(Adoption.Status.choices)
    stretches = draw_way_times(found.spans)
    context = {
        "figures": found,
        "bars": draw_reuse(found),
        "stretches": [(each, labels[each.span.start], labels[each.span.end]) for each in stretches],
        "states": STATE_LABELS,
    }
    return render(request, "catalogue/sharing_figures.html", context)


@access(Right.SEE_AGREEMENTS)
def figure_rows(request: HtmxHttpRequest) -> HttpResponse:
    """The records behind a figure."""
    found = sharing_figures()
    entries = [(str(entry.entry), entry.name) for entry in found.entries]
    told = [("to-use", _("From request to use")), ("saving", _("Saved against building"))]
    choices: dict[str, Any] = {
        "entry": (_("What"), entries),
        "state": (_("State"), [(key.value, label) for key, label in STATE_LABELS.items()]),
        "told": (_("Figure"), told),
    }
    filters = ListFilter(request.GET, choices)
    rows = [fact for fact in found.facts if _matches(fact, **filters.chosen)]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "states": STATE_LABELS}
    return render(request, "catalogue/sharing_rows.html", context)


def _matches(fact: AdoptionFact, *, text: str, entry: str, state: str, told: str) -> bool:
    words = f"{fact.entry_name} {fact.region} {fact.agency}".lower()
    tells = {"to-use": fact.days_to_use, "saving": fact.saved_idr}
    return (
        all(word in words for word in text.lower().split())
        and entry in ("", str(fact.entry))
        and state in ("", fact.state)
        and (not told or tells[told] is not None)
    )


@access(Right.SEE_AGREEMENTS)
def known_list(request: HtmxHttpRequest) -> HttpResponse:
    """Uses elsewhere that are known from what was published."""
    rows = reads.all_adoptions().filter(basis=Adoption.Basis.EVIDENCE)
    ordered = rows.order_by("entry__name", "region__name", "pk")
    context = {"page": Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))}
    return render(request, "catalogue/known_adoptions.html", context)


@access(Right.EDIT_OFFERS)
def known_new(request: HtmxHttpRequest) -> HttpResponse:
    return _known(request, None)


@access(Right.EDIT_OFFERS)
def known_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _known(request, reads.known_adoption(pk))


def _known(request: HtmxHttpRequest, adoption: Adoption | None) -> HttpResponse:
    initial = {"entry": request.GET.get("entry")}
    form = KnownAdoptionForm(request.POST or None, instance=adoption, initial=initial)
    if request.method == "POST" and form.is_valid():
        known = reads.known_adoption(adoption.pk) if adoption else None
        actions.keep_known_adoption(form.cleaned_data, adoption=known, by=acting_user(request))
        messages.success(request, _("The use elsewhere is recorded."))
        return redirect("catalogue:known-adoptions")
    context = {"form": form, "adoption": adoption}
    return render(request, "catalogue/known_adoption_form.html", context)


@require_POST
@access(Right.EDIT_OFFERS)
def known_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.delete_known_adoption(reads.known_adoption(pk), by=acting_user(request))
    messages.success(request, _("The record is deleted."))
    return redirect("catalogue:known-adoptions")
