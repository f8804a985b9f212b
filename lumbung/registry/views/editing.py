"""The page of one row, and making, changing and deleting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lumbung.core.access import acting_user, has_right
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry import actions
from lumbung.registry.entity import SOURCED, require_owner_in, row_for
from lumbung.registry.errors import StillInUse
from lumbung.registry.forms import RowForm, row_form
from lumbung.registry.views.cells import cell
from lumbung.registry.views.register import Page
from lumbung.registry.views.tables import tables_beside


def row_detail(request: HtmxHttpRequest, *, page: Page, pk: Any) -> HttpResponse:
    entity = page.entity
    row = row_for(entity, pk, request.user, entity.see)
    shown = [name for name in entity.fields if name not in SOURCED]
    shown += [name for name in page.columns if name == "fills"]
    context = {
        "kind": page,
        "row": row,
        "cells": [cell(row, name) for name in shown],
        "can_edit": entity.edit is not None and has_right(request.user, entity.edit),
        "tables": tables_beside(page, row, request.user),
    }
    return render(request, "registry/row_detail.html", context)


def row_create(request: HtmxHttpRequest, *, page: Page) -> HttpResponse:
    entity = page.entity
    form = row_form(entity)(
        request.POST or None, entity=entity, viewer=request.user, initial=request.GET.dict()
    )
    if request.method == "POST" and form.is_valid():
        require_owner_in(entity, form.cleaned_data, request.user, _right(page))
        row = actions.create_row(entity.model, form.cleaned_data, by=acting_user(request))
        messages.success(request, _("Saved."))
        return redirect(page.address("detail"), row.pk)
    return _form_page(request, page, form, None)


def row_edit(request: HtmxHttpRequest, *, page: Page, pk: Any) -> HttpResponse:
    entity = page.entity
    row = row_for(entity, pk, request.user, _right(page))
    draft = row_for(entity, pk, request.user, _right(page))
    form = row_form(entity)(
        request.POST or None, instance=draft, entity=entity, viewer=request.user
    )
    if request.method == "POST" and form.is_valid():
        require_owner_in(entity, form.cleaned_data, request.user, _right(page))
        actions.change_row(row, form.cleaned_data, by=acting_user(request))
        messages.success(request, _("Saved."))
        return redirect(page.address("detail"), row.pk)
    return _form_page(request, page, form, row)


def row_delete(request: HtmxHttpRequest, *, page: Page, pk: Any) -> HttpResponse:
    """Asks first (GET), deletes on POST, and says so where something still depends on the row."""
    row = row_for(page.entity, pk, request.user, _right(page))
    context: dict[str, Any] = {"kind": page, "row": row}
    if request.method == "POST":
        try:
            actions.delete_row(row, by=acting_user(request))
        except StillInUse as error:
            context["error"] = error
            context["message"] = _(error.message) % error.facts
            context["hint"] = _(error.hint)
            return render(request, "registry/row_delete.html", context, status=409)
        messages.success(request, _("Deleted."))
        return redirect(page.address())
    return render(request, "registry/row_delete.html", context)


def _right(page: Page) -> Any:
    """The right to write; addresses that need it exist only where there is one."""
    assert page.entity.edit is not None
    return page.entity.edit


def _form_page(request: HtmxHttpRequest, page: Page, form: RowForm, row: Any) -> HttpResponse:
    context = {"kind": page, "form": form, "row": row}
    status = 422 if form.is_bound else 200
    return render(request, "registry/row_form.html", context, status=status)
