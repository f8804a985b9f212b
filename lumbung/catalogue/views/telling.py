"""Telling experience: asking, answering, reporting, correcting; flagging and moderating."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions import document_json
from lumbung.catalogue.actions import experiences as actions
from lumbung.catalogue.errors import NothingSaid, NotOursToChange
from lumbung.catalogue.experience_forms import (
    AnswerForm,
    EffortForm,
    QuestionForm,
    ReasonForm,
    ReportForm,
    effort_initial,
)
from lumbung.catalogue.models import Entry, Experience
from lumbung.catalogue.queries import experiences as reads
from lumbung.catalogue.queries import seen_entries
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import staff_roles

FORMS = {
    Experience.Kind.QUESTION: QuestionForm,
    Experience.Kind.ANSWER: AnswerForm,
    Experience.Kind.REPORT: ReportForm,
}


@access(Right.SHARE_EXPERIENCE)
def experience_ask(request: HtmxHttpRequest, entry_pk: int) -> HttpResponse:
    entry = seen_entries.entry(request.user, entry_pk)
    return _tell(request, Experience.Kind.QUESTION, entry)


@access(Right.SHARE_EXPERIENCE)
def experience_report(request: HtmxHttpRequest, entry_pk: int) -> HttpResponse:
    entry = seen_entries.entry(request.user, entry_pk)
    return _tell(request, Experience.Kind.REPORT, entry)


@access(Right.SHARE_EXPERIENCE)
def experience_answer(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    question = reads.question(request.user, pk)
    return _tell(request, Experience.Kind.ANSWER, question.entry, question=question)


@access(Right.SHARE_EXPERIENCE)
def experience_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Corrects what we wrote ourselves."""
    known = reads.experience(request.user, pk)
    if not reads.may_change(request.user, known):
        raise NotOursToChange(region=known.region.name)
    return _tell(
        request, Experience.Kind(known.kind), known.entry, question=known.question, known=known
    )


def _tell(
    request: HtmxHttpRequest,
    kind: Experience.Kind,
    entry: Entry,
    *,
    question: Experience | None = None,
    known: Experience | None = None,
) -> HttpResponse:
    user = acting_user(request)
    data = request.POST if request.method == "POST" else None
    initial = {} if known else reads.report_initial(user, entry)
    form = FORMS[kind](data, instance=known, viewer=user, initial=initial)
    effort = _effort_form(data, known) if kind == Experience.Kind.REPORT else None
    if data is not None and all([form.is_valid(), effort is None or effort.is_valid()]):
        values = dict(form.cleaned_data)
        if effort is not None:
            values["effort"] = document_json(effort.document())
        try:
            _store(kind, entry, values, question, known, user)
        except NothingSaid as error:
            form.add_error(None, _(error.message))
        else:
            messages.success(request, _("It is kept, and told to other regions."))
            return _to_entry(entry)
    context = {
        "form": form,
        "effort": effort,
        "kind": kind,
        "entry": entry,
        "question": question,
        "known": known,
    }
    return render(request, "catalogue/experience_form.html", context)


def _effort_form(data: Any, known: Experience | None) -> EffortForm:
    effort = reads.effort_of(known) if known else None
    roles = list(staff_roles().values_list("slug", "name"))
    named = {slug for slug, _name in roles}
    if effort is not None:
        roles += [(role, role) for role in sorted(effort.effort_days.keys() - named)]
    initial = effort_initial(effort) if effort else None
    return EffortForm(data, prefix="effort", roles=roles, initial=initial)


def _store(
    kind: Experience.Kind,
    entry: Entry,
    values: dict[str, Any],
    question: Experience | None,
    known: Experience | None,
    user: Any,
) -> Experience:
    if known is not None:
        fresh = Experience.objects.select_related("entry", "region").get(pk=known.pk)
        return actions.change_experience(fresh, values, by=user)
    if question is not None:
        return actions.answer_question(question, values, by=user)
    if kind == Experience.Kind.QUESTION:
        return actions.ask_question(entry, values, by=user)
    return actions.report_use(entry, values, by=user)


@access(Right.SEE_OFFERS)
def experience_flag(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A reader points something out to the moderators."""
    experience = reads.experience(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.flag_experience(experience, reason, by=acting_user(request))
        messages.success(request, _("The moderators will look at it."))
        return _to_entry(experience.entry)
    context = {"form": form, "experience": experience, "hiding": False}
    return render(request, "catalogue/experience_reason.html", context)


@access(Right.MODERATE)
def experience_hide(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    experience = reads.experience(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.hide_experience(experience, reason, by=acting_user(request))
        messages.success(request, _("It is hidden; the audit log keeps it with the reason."))
        return _to_entry(experience.entry)
    context = {
        "form": form,
        "experience": experience,
        "hiding": True,
        "flags": reads.open_flags(experience),
    }
    return render(request, "catalogue/experience_reason.html", context)


@require_POST
@access(Right.MODERATE)
def experience_show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Shows it again, or lets it stand although it was flagged."""
    experience = actions.show_experience(
        reads.experience(request.user, pk), by=acting_user(request)
    )
    messages.success(request, _("It is visible."))
    return _to_entry(experience.entry)


def _to_entry(entry: Entry) -> HttpResponseRedirect:
    return redirect(f"{reverse('catalogue:experiences-of', args=[entry.pk])}#experience")
