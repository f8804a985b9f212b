"""Addresses of the subscriptions' pages."""

from django.urls import path

from lumbung.catalogue.views import webhooks

urlpatterns = [
    path("", webhooks.webhook_list, name="webhooks"),
    path("new/", webhooks.webhook_new, name="webhook-new"),
    path("<int:pk>/", webhooks.webhook_detail, name="webhook"),
    path("<int:pk>/secret/", webhooks.webhook_secret, name="webhook-secret"),
    path("<int:pk>/test/", webhooks.webhook_test, name="webhook-test"),
    path("<int:pk>/pause/", webhooks.webhook_pause, name="webhook-pause"),
    path("<int:pk>/resume/", webhooks.webhook_resume, name="webhook-resume"),
    path("<int:pk>/delete/", webhooks.webhook_delete, name="webhook-delete"),
]
