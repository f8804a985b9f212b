"""Addresses of the catalogue room."""

from django.urls import path

from lumbung.catalogue.views import editing, offers

app_name = "catalogue"
urlpatterns = [
    path("offers/", offers.offer_list, name="offers"),
    path("offers/new/", editing.offer_new, name="offer-new"),
    path("offers/import/", editing.offer_import, name="offer-import"),
    path("offers/<int:pk>/", offers.offer_detail, name="offer"),
    path("offers/<int:pk>/edit/", editing.offer_edit, name="offer-edit"),
    path("offers/<int:pk>/offer.yml", offers.offer_document, name="offer-document"),
    path("offers/<int:pk>/publiccode.yml", offers.publiccode_document, name="offer-publiccode"),
    path("offers/<int:pk>/publish/", offers.offer_publish, name="offer-publish"),
    path("offers/<int:pk>/withdraw/", offers.offer_withdraw, name="offer-withdraw"),
    path("offers/<int:pk>/delete/", offers.offer_delete, name="offer-delete"),
]
