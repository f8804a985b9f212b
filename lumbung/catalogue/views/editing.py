"""Writing offers: by form, with the recipe editor, or from offer.yml and publiccode.yml."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lumbung.catalogue import actions, queries
from lumbung.catalogue.audience_forms import AudienceForm, audience_initial
from lumbung.catalogue.errors import NotOursToChange, RecipeInvalid
from lumbung.catalogue.forms import OfferForm, OfferUploadForm, beginning_with
from lumbung.catalogue.infrastructure_forms import InfrastructureForm, infrastructure_initial
from lumbung.catalogue.models import Entry, Offer
from lumbung.catalogue.offer_import import OfferPreview, preview_offer
from lumbung.catalogue.queries.seen_entries import entry as seen_entry
from lumbung.catalogue.recipe_forms import ActivitiesEditor, RecipeEditor, with_more_rows
from lumbung.catalogue.terms_forms import TermsForm, terms_initial
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import Finding
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import staff_roles


@access(Right.EDIT_OFFERS)
def offer_new(request: HtmxHttpRequest) -> HttpResponse:
    return _edit(request, None)


@access(Right.EDIT_OFFERS)
def offer_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = queries.offer_detail(request.user, pk)
    if not detail.offer.is_own:
        raise NotOursToChange(region=str(detail.offer.catalog))
    return _edit(request, detail)


class OfferEditor:
    """All forms of one offer's page, over a request's data or over the offer that is known."""

    def __init__(
        self, data: Any, detail: queries.OfferDetail | None, entry: Entry | None = None
    ) -> None:
        """A new offer may begin with what is known of its `entry`."""
        roles = list(staff_roles().values_list("slug", "name"))
        known = beginning_with(entry) if entry else None
        self.offer = OfferForm(data, instance=detail.offer if detail else None, initial=known)
        self.audience = AudienceForm(
            data, initial=audience_initial(detail.offer) if detail else None
        )
        self.terms = TermsForm(
            data, prefix="terms", initial=terms_initial(detail.terms) if detail else None
        )
        self.infrastructure = InfrastructureForm(
            data,
            prefix="infrastructure",
            initial=infrastructure_initial(detail.infrastructure) if detail else None,
        )
        self.recipe = RecipeEditor(data, recipe=detail.recipe if detail else None, roles=roles)
        self.shared = ActivitiesEditor(
            data, detail.shared if detail else (), prefix="shared", roles=roles
        )

    def is_valid(self) -> bool:
        forms = (
            self.offer,
            self.audience,
            self.terms,
            self.infrastructure,
            self.recipe,
            self.shared,
        )
        valid = [form.is_valid() for form in forms]
        return all(valid)

    def fields(self, kept: dict[str, Any]) -> dict[str, Any]:
        """Columns of the offer; `kept` are the recipe's own source and mark, which no field
        holds."""
        recipe = actions.recipe_json(self.recipe.document())
        facts = self.infrastructure.document()
        return self.offer.cleaned_data | {
            **self.audience.fields_of_offer(),
            "terms": actions.document_json(self.terms.document()),
            "infrastructure": facts.kind if facts else "",
            "infrastructure_facts": actions.document_json(facts) if facts else {},
            "recipe": recipe | kept,
            "shared_activities": [
                actions.activity_json(activity) for activity in self.shared.documents()
            ],
        }


def _edit(request: HtmxHttpRequest, detail: queries.OfferDetail | None) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, OfferEditor(None, detail, _entry_named(request)), detail)
    for prefix in ("activities", "shared"):
        if f"more_{prefix}" in request.POST:
            data = with_more_rows(request.POST, prefix)
            return _form_page(request, OfferEditor(data, detail), detail)
    editor = OfferEditor(request.POST, detail)
    if not editor.is_valid():
        return _form_page(request, editor, detail)
    try:
        offer = _store(request, editor, detail)
    except RecipeInvalid as error:
        return _form_page(request, editor, detail, error.findings)
    messages.success(request, _("%(offer)s is saved.") % {"offer": offer.name})
    return redirect("catalogue:offer", offer.pk)


def _entry_named(request: HtmxHttpRequest) -> Entry | None:
    """The entry of `?entry=`, for an offer of software that the catalogue knows."""
    pk = request.GET.get("entry", "")
    return seen_entry(request.user, int(pk)) if pk.isascii() and pk.isdecimal() else None


def _store(
    request: HtmxHttpRequest, editor: OfferEditor, detail: queries.OfferDetail | None
) -> Offer:
    if detail is None:
        return actions.create_offer(editor.fields({}), by=acting_user(request))
    offer = queries.offer(request.user, detail.offer.pk)
    kept = {key: offer.recipe[key] for key in ("source", "example") if key in offer.recipe}
    return actions.change_offer(offer, editor.fields(kept), by=acting_user(request))


def _form_page(
    request: HtmxHttpRequest,
    editor: OfferEditor,
    detail: queries.OfferDetail | None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    context = {"editor": editor, "detail": detail, "findings": findings}
    return render(request, "catalogue/offer_form.html", context)


@access(Right.EDIT_OFFERS)
def offer_import(request: HtmxHttpRequest) -> HttpResponse:
    """First shows what is understood and what is wrong; stores only when asked to, and only when
    nothing is wrong with offer.yml."""
    form = OfferUploadForm(request.POST or None, request.FILES or None)
    preview: OfferPreview | None = None
    if request.method == "POST" and form.is_valid():
        texts = form.cleaned_data
        preview = preview_offer(texts["offer_text"], texts["publiccode_text"])
        if preview.document is not None and "store" in request.POST:
            offer = actions.import_offer(
                preview.document, texts["publiccode_text"], by=acting_user(request)
            )
            messages.success(request, _("%(offer)s is saved.") % {"offer": offer.name})
            return redirect("catalogue:offer", offer.pk)
        form = OfferUploadForm(
            initial={name: texts[name] for name in ("offer_text", "publiccode_text")}
        )
    context = {"form": form, "preview": preview}
    return render(request, "catalogue/offer_import.html", context)
