"""Other nodes: who they are, how they are doing, reading one now, pausing, parting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions import peers as actions
from lumbung.catalogue.actions.keys import change_key
from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.federation.jobs import queue_reading, reading_waits
from lumbung.catalogue.federation.leaving import part_from, parting_of
from lumbung.catalogue.federation.own_node import (
    own_address,
    own_name,
    own_public_key,
    stated_address,
)
from lumbung.catalogue.models import Catalog, KeyChange
from lumbung.catalogue.peer_forms import IntervalForm, PartForm
from lumbung.catalogue.queries import peers as reads
from lumbung.catalogue.queries.feed import feed_state, is_hub, own_code
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PEERS)
def peer_list(request: HtmxHttpRequest) -> HttpResponse:
    context = {
        "peers": reads.peers(),
        "invitations": reads.open_invitations(),
        "own": _own_node(request),
    }
    return render(request, "catalogue/peer_list.html", context)


@access(Right.SEE_PEERS)
def own_node(request: HtmxHttpRequest) -> HttpResponse:
    """What our node says of itself to others."""
    context = {"own": _own_node(request), "key_changes": KeyChange.objects.order_by("-pk")}
    return render(request, "catalogue/own_node.html", context)


def _own_node(request: HtmxHttpRequest) -> dict[str, Any]:
    return {
        "name": own_name(),
        "code": own_code(),
        "address": own_address(request),
        "is_stated": bool(stated_address()),
        "public_key": own_public_key(),
        "fingerprint": fingerprint(own_public_key()),
        "is_hub": is_hub(),
        "last_sequence": feed_state()[1],
    }


@require_POST
@access(Right.MANAGE_PEERS)
def own_key_change(request: HtmxHttpRequest) -> HttpResponse:
    change_key(by=acting_user(request))
    messages.success(request, _("The node has a new key; its peers are told."))
    return redirect("catalogue:own-node")


@access(Right.SEE_PEERS)
def peer_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = reads.peer_detail(pk)
    context = {
        "detail": detail,
        "waits": reading_waits(pk),
        "interval_form": IntervalForm(initial={"interval_minutes": detail.peer.interval_minutes}),
    }
    return render(request, "catalogue/peer_detail.html", context)


@access(Right.SEE_PEERS)
def peer_progress(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The piece of the page that follows a reading; the whole page once it has ended."""
    detail, waits = reads.peer_detail(pk), reading_waits(pk)
    if not detail.is_being_read and not waits:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "catalogue/_peer_progress.html", {"detail": detail, "waits": waits})


@require_POST
@access(Right.MANAGE_PEERS)
def peer_read(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    peer = reads.peer(pk)
    queue_reading(peer.pk, full="full" in request.POST)
    messages.success(request, _("%(peer)s is read as soon as the worker is free.") % _named(peer))
    return redirect("catalogue:peer", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def peer_pause(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    peer = reads.peer(pk)
    actions.pause_peer(peer, by=acting_user(request))
    messages.success(
        request, _("%(peer)s is paused: it is neither read nor answered.") % _named(peer)
    )
    return redirect("catalogue:peer", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def peer_resume(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    peer = reads.peer(pk)
    actions.resume_peer(peer, by=acting_user(request))
    messages.success(request, _("%(peer)s is read again.") % _named(peer))
    return redirect("catalogue:peer", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def peer_compare(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    peer = reads.peer(pk)
    actions.confirm_key(peer, by=acting_user(request))
    messages.success(
        request, _("It is noted that the key of %(peer)s was compared.") % _named(peer)
    )
    return redirect("catalogue:peer", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def peer_trust(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    trusts = request.POST.get("trusts") == "1"
    actions.trust_members(reads.peer(pk), trusts=trusts, by=acting_user(request))
    if trusts:
        queue_reading(pk, full=True)
    messages.success(request, _("Saved."))
    return redirect("catalogue:peer", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def peer_interval(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    form = IntervalForm(request.POST)
    if form.is_valid():
        actions.change_peer(
            reads.peer(pk),
            interval_minutes=form.cleaned_data["interval_minutes"],
            by=acting_user(request),
        )
        messages.success(request, _("Saved."))
    return redirect("catalogue:peer", pk)


@access(Right.MANAGE_PEERS)
def peer_part(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Tells first what becomes of the copies."""
    peer = reads.peer(pk)
    form = PartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        part_from(peer, drop_copies=form.cleaned_data["drop_copies"], by=acting_user(request))
        messages.success(request, _("We no longer exchange with %(peer)s.") % _named(peer))
        return redirect("catalogue:peers")
    context = {"peer": peer, "parting": parting_of(peer), "form": form}
    return render(request, "catalogue/peer_part.html", context)


def _named(peer: Catalog) -> dict[str, str]:
    return {"peer": peer.name}
