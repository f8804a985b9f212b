from django.contrib.auth import views as auth
from django.urls import path

from lumbung.core import views
from lumbung.core.access import Right, access

urlpatterns = [
    path(
        "sign-in/",
        access(Right.SEE_PUBLIC)(
            auth.LoginView.as_view(
                template_name="core/sign_in.html", redirect_authenticated_user=True
            )
        ),
        name="sign-in",
    ),
    path("sign-out/", access(Right.SEE_PUBLIC)(auth.LogoutView.as_view()), name="sign-out"),
    path("language/", views.language_set, name="language-set"),
]
