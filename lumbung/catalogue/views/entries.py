"""One entry: its page, open to everybody who may see it, and entering, changing, merging it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions.entries import keep_entry, set_entry_active, store_entry
from lumbung.catalogue.actions.merging import merge_entries
from lumbung.catalogue.entry_forms import EntryForm
from lumbung.catalogue.errors import EntryOfAnotherOrigin
from lumbung.catalogue.experience_context import experience_context
from lumbung.catalogue.models import Entry
from lumbung.catalogue.queries.entry_details import entry_detail, likely_duplicates
from lumbung.catalogue.queries.seen_entries import entry as seen_entry
from lumbung.catalogue.views.offers import as_yaml
from lumbung.core.access import Right, access, acting_user, has_right
from lumbung.kit.errors import DocumentInvalid, Finding
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PUBLIC)
def entry_page(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = entry_detail(request.user, pk, language=get_language() or "id")
    context: dict[str, Any] = {
        "detail": detail,
        "entry": detail.entry,
        **experience_context(request.user, detail.entry),
    }
    if detail.entry.is_own and has_right(request.user, Right.EDIT_OFFERS):
        context["duplicates"] = likely_duplicates(detail.entry)
    return render(request, "catalogue/entry_detail.html", context)


@access(Right.SEE_PUBLIC)
def entry_publiccode(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return as_yaml(seen_entry(request.user, pk).publiccode_yml, "publiccode.yml")


@access(Right.EDIT_OFFERS)
def entry_new(request: HtmxHttpRequest) -> HttpResponse:
    return _edit(request, None)


@access(Right.EDIT_OFFERS)
def entry_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _own(request, pk))


@require_POST
@access(Right.EDIT_OFFERS)
def entry_activate(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    is_active = request.POST.get("active") == "yes"
    entry = set_entry_active(_own(request, pk), is_active, by=acting_user(request))
    told = _("%(entry)s is shown again.") if is_active else _("%(entry)s is no longer shown.")
    messages.success(request, told % {"entry": entry.name})
    return redirect("catalogue:entry", pk)


@require_POST
@access(Right.EDIT_OFFERS)
def entry_merge(request: HtmxHttpRequest, pk: int, duplicate_pk: int) -> HttpResponse:
    kept, duplicate = _own(request, pk), _own(request, duplicate_pk)
    name = duplicate.name
    merge_entries(kept, duplicate, by=acting_user(request))
    messages.success(request, _("%(entry)s is one with this entry now.") % {"entry": name})
    return redirect("catalogue:entry", pk)


def _own(request: HtmxHttpRequest, pk: int) -> Entry:
    entry = seen_entry(request.user, pk)
    if not entry.is_own:
        raise EntryOfAnotherOrigin(name=entry.name)
    return entry


def _edit(request: HtmxHttpRequest, entry: Entry | None) -> HttpResponse:
    form = EntryForm(request.POST or None, instance=entry)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        # The form has written on its instance; actions compare with what is stored.
        known = Entry.objects.get(pk=entry.pk) if entry else None
        try:
            stored = _store(request, form, known)
        except DocumentInvalid as error:
            findings = error.findings
        else:
            messages.success(request, _("%(entry)s is saved.") % {"entry": stored.name})
            return redirect("catalogue:entry", stored.pk)
    context = {"form": form, "entry": entry, "findings": findings}
    return render(request, "catalogue/entry_form.html", context)


def _store(request: HtmxHttpRequest, form: EntryForm, known: Entry | None) -> Entry:
    """publiccode.yml is kept first: it says whether the software is known already."""
    by, text, columns = acting_user(request), form.text, form.columns
    if text.strip() and (known is None or text != known.publiccode_yml):
        kept = keep_entry(text.encode(), entry=known, source=columns.get("source", ""), by=by)
        told: dict[str, Any] = {
            name: columns[name] for name in ("source", "example") if name in columns
        }
        return store_entry(told, entry=kept.entry, by=by)
    return store_entry(columns, entry=known, by=by)
