"""Bundle files by hand: writing one to take along, and taking one in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.federation.bundles import (
    Bundle,
    import_bundle,
    read_bundle,
    source_of,
    write_bundle,
)
from lumbung.catalogue.federation.own_node import own_address
from lumbung.catalogue.peer_forms import BundleExportForm, BundleImportForm
from lumbung.catalogue.queries.feed import own_code
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.MANAGE_PEERS)
def bundle_page(request: HtmxHttpRequest) -> HttpResponse:
    return _page(request, BundleImportForm())


@access(Right.MANAGE_PEERS)
def bundle_export(request: HtmxHttpRequest) -> HttpResponse:
    form = BundleExportForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("catalogue:bundles")
    audience = form.cleaned_data["region"]
    content = write_bundle(audience, address=own_address(request), by=acting_user(request))
    name = f"lumbung-{own_code()}-{audience or 'all'}-{localdate():%Y%m%d}.zip"
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(Right.MANAGE_PEERS)
def bundle_import(request: HtmxHttpRequest) -> HttpResponse:
    """A file of a region that is not known yet is first shown, with the words of its key."""
    form = BundleImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    bundle = read_bundle(form.cleaned_data["file"])
    is_compared = form.cleaned_data["is_compared"]
    if source_of(bundle) is None and not is_compared:
        return _page(request, BundleImportForm(), bundle)
    counts = import_bundle(bundle, is_compared=is_compared, by=acting_user(request))
    told = {"taken": counts.taken, "removed": counts.removed, "refused": counts.refused}
    messages.success(
        request,
        _("Taken in: %(taken)s new or changed, %(removed)s deleted, %(refused)s refused.") % told,
    )
    return redirect("catalogue:peers")


def _page(
    request: HtmxHttpRequest, form: BundleImportForm, stranger: Bundle | None = None
) -> HttpResponse:
    context = {
        "export_form": BundleExportForm(),
        "import_form": form,
        "stranger": stranger,
        "fingerprint": fingerprint(stranger.card.public_key) if stranger else "",
    }
    return render(request, "catalogue/bundles.html", context)
