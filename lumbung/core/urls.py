"""Addresses of signing in, one's account, people and the audit log."""

from django.urls import path

from lumbung.core.views import account, audit, people, schedule, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("password/<uidb64>/<token>/", signing.password_link, name="password-link"),
    path("language/", signing.language_set, name="language-set"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password_change, name="password-change"),
    path("account/tokens/<int:pk>/revoke/", account.token_revoke, name="token-revoke"),
    path("people/", people.person_list, name="people"),
    path("people/new/", people.person_create, name="person-create"),
    path("people/<int:pk>/", people.person_detail, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/password/", people.person_password_reset, name="person-password"),
    path("people/<int:pk>/active/", people.person_set_active, name="person-active"),
    path("audit/", audit.audit_log, name="audit"),
    path("audit/export.csv", audit.audit_export, name="audit-export"),
    path("audit/schedule/", schedule.schedule_page, name="schedule"),
]
