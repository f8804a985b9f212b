"""Inviting another region, answering an invitation, and the page behind an invitation's link (the
code after its # is never sent to us)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions.peers import create_invitation, withdraw_invitation
from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.federation.joining import accept, invitation_link, look_at
from lumbung.catalogue.federation.own_node import own_address, own_name, own_public_key
from lumbung.catalogue.peer_forms import InvitationForm, InvitationLinkForm, JoinForm
from lumbung.catalogue.queries import peers as reads
from lumbung.core.access import Right, access, acting_user
from lumbung.core.views.shown_once import forget, hand_over, handed_over
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PUBLIC)
def invitation_page(request: HtmxHttpRequest) -> HttpResponse:
    context = {"name": own_name(), "fingerprint": fingerprint(own_public_key())}
    return render(request, "catalogue/invitation.html", context)


@access(Right.MANAGE_PEERS)
def invite(request: HtmxHttpRequest) -> HttpResponse:
    """The link is shown by the page that follows, once."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        _invitation, code = create_invitation(
            region_code=wanted["region"], as_member=wanted["as_member"], by=acting_user(request)
        )
        link = invitation_link(own_address(request), code)
        return hand_over(request, redirect("catalogue:peer-invite"), link)
    context = {
        "form": form,
        "link": handed_over(request),
        "fingerprint": fingerprint(own_public_key()),
    }
    return forget(render(request, "catalogue/peer_invite.html", context))


@require_POST
@access(Right.MANAGE_PEERS)
def invitation_withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    withdraw_invitation(reads.invitation(pk), by=acting_user(request))
    messages.success(request, _("The invitation no longer works."))
    return redirect("catalogue:peers")


@access(Right.MANAGE_PEERS)
def join(request: HtmxHttpRequest) -> HttpResponse:
    """First shows who invites and its key's words; joins only when that is confirmed."""
    confirmed = JoinForm(request.POST)
    if request.method == "POST" and "confirmed" in request.POST and confirmed.is_valid():
        peer = accept(
            **confirmed.cleaned_data, address=own_address(request), by=acting_user(request)
        )
        messages.success(request, _("We exchange with %(peer)s from now on.") % {"peer": peer.name})
        return redirect("catalogue:peer", peer.pk)
    form = InvitationLinkForm(request.POST or None)
    context: dict[str, object] = {"form": form, "address": own_address(request)}
    if request.method == "POST" and form.is_valid():
        invited = look_at(form.cleaned_data["link"])
        context |= {
            "card": invited.card,
            "fingerprint": fingerprint(invited.card.public_key),
            "own_fingerprint": fingerprint(own_public_key()),
            "join_form": JoinForm(
                initial={"link": invited.link, "public_key": invited.card.public_key}
            ),
        }
    return render(request, "catalogue/peer_join.html", context)
