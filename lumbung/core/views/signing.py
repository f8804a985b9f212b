"""Signing in and out, setting a password by a one-time link, and the choice of language."""

from typing import Any

from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy
from django.views.i18n import set_language

from lumbung.core.access import Right, access
from lumbung.core.audit import record_done


class SignInView(auth.LoginView):
    template_name = "core/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_done(form.get_user(), "sign-in", form.get_user())
        return response


class PasswordLinkView(auth.PasswordResetConfirmView):
    """The page behind the link that the CIO hands over (core.actions.new_password_link)."""

    template_name = "core/password_link.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_done(self.user, "set-password", self.user)
        return response


sign_in = access(Right.SEE_PUBLIC)(SignInView.as_view())
sign_out = access(Right.SEE_PUBLIC)(auth.LogoutView.as_view())
password_link = access(Right.SEE_PUBLIC)(PasswordLinkView.as_view())


@access(Right.SEE_PUBLIC)
def language_set(request: HttpRequest) -> HttpResponseBase:
    return set_language(request)
