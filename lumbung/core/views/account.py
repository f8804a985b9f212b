"""One's own account: who one is here, the password, and the keys to the API."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core import actions, queries
from lumbung.core.access import Right, access, acting_user
from lumbung.core.forms import TokenForm
from lumbung.core.views.shown_once import forget, hand_over, handed_over
from lumbung.kit.errors import NotFoundError
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SIGNED_IN)
def account(request: HtmxHttpRequest) -> HttpResponse:
    """The page, and the making of a token: the token is shown by the page that follows, once."""
    user = acting_user(request)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = actions.issue_token(user, form.cleaned_data["name"])
        return hand_over(request, redirect("account"), token)
    context = {
        "form": form,
        "tokens": queries.tokens_of(user),
        "new_token": handed_over(request),
    }
    return forget(render(request, "core/account.html", context))


@access(Right.SIGNED_IN)
@require_POST
def token_revoke(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    user = acting_user(request)
    token = queries.tokens_of(user).filter(pk=pk).first()
    if token is None:
        raise NotFoundError
    actions.revoke_token(token, by=user)
    messages.success(request, _("The token no longer works."))
    return redirect("account")


@access(Right.SIGNED_IN)
def password_change(request: HtmxHttpRequest) -> HttpResponse:
    user = acting_user(request)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed; other devices are signed out."))
        return redirect("account")
    return render(request, "core/password_change.html", {"form": form})
