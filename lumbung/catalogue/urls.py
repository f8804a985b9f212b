"""Addresses of the catalogue room."""

from django.urls import include, path

from lumbung.catalogue.views import (
    adoptions,
    agreements,
    drafts,
    editing,
    experiences,
    offers,
    telling,
)
from lumbung.catalogue.views import agreement_moves as moves

app_name = "catalogue"
urlpatterns = [
    path("peers/", include("lumbung.catalogue.peer_urls")),
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
    path("sharing/", adoptions.adoption_list, name="adoptions"),
    path("sharing/requests/", adoptions.request_list, name="adoption-requests"),
    path("sharing/reminders/", agreements.reminder_list, name="reminders"),
    path("sharing/agreements/", agreements.agreement_list, name="agreements"),
    path("sharing/agreements/new/", agreements.agreement_new, name="agreement-new"),
    path(
        "sharing/agreements/register.<slug:kind>",
        agreements.agreement_export,
        name="agreement-export",
    ),
    path("sharing/agreements/<int:pk>/", agreements.agreement_detail, name="agreement"),
    path("sharing/agreements/<int:pk>/edit/", agreements.agreement_edit, name="agreement-edit"),
    path("sharing/agreements/<int:pk>/draft/", drafts.agreement_draft, name="agreement-draft"),
    path(
        "sharing/agreements/<int:pk>/draft.<slug:kind>",
        drafts.agreement_draft_file,
        name="agreement-draft-file",
    ),
    path("sharing/agreements/<int:pk>/move/", moves.agreement_move, name="agreement-move"),
    path("sharing/agreements/<int:pk>/delete/", moves.agreement_delete, name="agreement-delete"),
    path("sharing/agreements/<int:pk>/obligations/", moves.obligation_add, name="obligation-add"),
    path(
        "sharing/agreements/<int:pk>/obligations/<int:row>/done/",
        moves.obligation_done,
        name="obligation-done",
    ),
    path(
        "sharing/agreements/<int:pk>/obligations/<int:row>/delete/",
        moves.obligation_delete,
        name="obligation-delete",
    ),
    path("sharing/agreements/<int:pk>/documents/", moves.document_attach, name="document-attach"),
    path("sharing/agreements/<int:pk>/documents/<int:row>/", moves.document, name="document"),
    path(
        "sharing/agreements/<int:pk>/documents/<int:row>/delete/",
        moves.document_delete,
        name="document-delete",
    ),
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
