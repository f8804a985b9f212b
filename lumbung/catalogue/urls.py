"""Addresses of the catalogue room."""

from django.urls import include, path

from lumbung.catalogue.hub_urls import hub_patterns
from lumbung.catalogue.views import (
    adoptions,
    audience,
    checking,
    editing,
    entries,
    experiences,
    offers,
    searching,
    telling,
)

app_name = "catalogue"
urlpatterns = [
    path("", include("lumbung.catalogue.import_urls")),
    path("sharing/peers/", include("lumbung.catalogue.peer_urls")),
    path("sharing/webhooks/", include("lumbung.catalogue.webhook_urls")),
    *hub_patterns,
    path("", searching.catalogue, name="search"),
    path("compare/", searching.compare, name="compare"),
    path("check/", checking.publiccode_check, name="check"),
    path("entries/new/", entries.entry_new, name="entry-new"),
    path("entries/<int:pk>/", entries.entry_page, name="entry"),
    path("entries/<int:pk>/edit/", entries.entry_edit, name="entry-edit"),
    path("entries/<int:pk>/publiccode.yml", entries.entry_publiccode, name="entry-publiccode"),
    path("entries/<int:pk>/activate/", entries.entry_activate, name="entry-activate"),
    path("entries/<int:pk>/merge/<int:duplicate_pk>/", entries.entry_merge, name="entry-merge"),
    path("offers/", offers.offer_list, name="offers"),
    path("offers/given/", offers.given_list, name="offers-given"),
    path("offers/audience/", audience.audience_regions, name="audience-regions"),
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
    path(
        "entries/<int:entry_pk>/experience/", experiences.entry_experiences, name="experiences-of"
    ),
    path("entries/<int:entry_pk>/ask/", telling.experience_ask, name="experience-ask"),
    path("entries/<int:entry_pk>/report/", telling.experience_report, name="experience-report"),
    path("experience/", experiences.experience_list, name="experiences"),
    path("experience/<int:pk>/answer/", telling.experience_answer, name="experience-answer"),
    path("experience/<int:pk>/edit/", telling.experience_edit, name="experience-edit"),
    path("experience/<int:pk>/flag/", telling.experience_flag, name="experience-flag"),
    path("experience/<int:pk>/hide/", telling.experience_hide, name="experience-hide"),
    path("experience/<int:pk>/show/", telling.experience_show, name="experience-show"),
    path("sharing/", include("lumbung.catalogue.sharing_urls")),
]
