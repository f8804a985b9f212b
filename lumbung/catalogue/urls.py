"""Addresses of the catalogue room."""

from django.urls import path

from lumbung.catalogue.views import adoptions, editing, offers

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
    path("offers/<int:offer_pk>/adopt/", adoptions.adoption_request, name="adoption-request"),
    path("entries/<int:entry_pk>/adopt/", adoptions.adoption_of_entry, name="adoption-of-entry"),
    path("sharing/", adoptions.adoption_list, name="adoptions"),
    path("sharing/requests/", adoptions.request_list, name="adoption-requests"),
    path("sharing/<int:pk>/", adoptions.adoption_detail, name="adoption"),
    path("sharing/<int:pk>/answer/", adoptions.adoption_answer, name="adoption-answer"),
    path(
        "sharing/<int:pk>/record-answer/",
        adoptions.adoption_record_answer,
        name="adoption-record-answer",
    ),
    path("sharing/<int:pk>/move/", adoptions.adoption_move, name="adoption-move"),
    path("sharing/<int:pk>/confirm/", adoptions.adoption_confirm, name="adoption-confirm"),
    path("sharing/<int:pk>/agreement/", adoptions.adoption_agreement, name="adoption-agreement"),
]
