"""The front page and the pages that join rooms."""

from django.urls import path

from lumbung.portal import views

urlpatterns = [path("", views.home, name="home")]
