"""Pages of subscriptions: who is told of changes of the catalogue, and what became of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue import webhook_forms
from lumbung.catalogue.actions import webhooks as actions
from lumbung.catalogue.errors import AddressSubscribed
from lumbung.catalogue.models import ResourceKind, Webhook
from lumbung.catalogue.queries import webhooks as queries
from lumbung.core.access import Right, access, acting_user
from lumbung.core.models import User
from lumbung.core.views.shown_once import forget, hand_over, handed_over
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.MANAGE_PEERS)
def webhook_list(request: HtmxHttpRequest) -> HttpResponse:
    context = {"webhooks": queries.webhooks_with_figures()}
    return render(request, "catalogue/webhook_list.html", context)


@access(Right.MANAGE_PEERS)
def webhook_new(request: HtmxHttpRequest) -> HttpResponse:
    """The secret that signs is made here, and shown by the page that follows, once."""
    form = webhook_forms.WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = actions.new_secret()
        kind = ResourceKind(form.cleaned_data["kind"])
        url, by = form.cleaned_data["url"], acting_user(request)
        try:
            webhook = actions.subscribe(url, kind=kind, secret=secret, by=by)
        except AddressSubscribed as error:
            form.add_error("url", _(error.message) % error.facts)
        else:
            return hand_over(request, redirect("catalogue:webhook", webhook.pk), secret)
    return render(request, "catalogue/webhook_form.html", {"form": form})


@access(Right.MANAGE_PEERS)
def webhook_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    webhook = queries.webhook(pk)
    context = {
        "webhook": webhook,
        "deliveries": queries.latest_deliveries(webhook),
        "secret": handed_over(request),
    }
    return forget(render(request, "catalogue/webhook_detail.html", context))


@require_POST
@access(Right.MANAGE_PEERS)
def webhook_secret(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    secret = actions.renew_secret(queries.webhook(pk), by=acting_user(request))
    return hand_over(request, redirect("catalogue:webhook", pk), secret)


@require_POST
@access(Right.MANAGE_PEERS)
def webhook_test(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.send_test(queries.webhook(pk), by=acting_user(request))
    messages.success(request, _("A test message is on its way; load the page again to see."))
    return redirect("catalogue:webhook", pk)


@require_POST
@access(Right.MANAGE_PEERS)
def webhook_pause(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, actions.pause_webhook, _("Nothing more is sent there."))


@require_POST
@access(Right.MANAGE_PEERS)
def webhook_resume(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, actions.resume_webhook, _("Changes are told there again."))


@require_POST
@access(Right.MANAGE_PEERS)
def webhook_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.unsubscribe(queries.webhook(pk), by=acting_user(request))
    messages.success(request, _("The subscription is ended."))
    return redirect("catalogue:webhooks")


def _moved(request: HtmxHttpRequest, pk: int, move: Callable[..., None], told: str) -> HttpResponse:
    webhook: Webhook = queries.webhook(pk)
    by: User = acting_user(request)
    move(webhook, by=by)
    messages.success(request, told)
    return redirect("catalogue:webhook", pk)
