"""Addresses of adoptions and agreements."""

from django.urls import path

from lumbung.catalogue.views import adoptions, agreements, drafts
from lumbung.catalogue.views import agreement_moves as moves
from lumbung.catalogue.views import sharing_figures as figures

urlpatterns = [
    path("figures/", figures.figures, name="sharing-figures"),
    path("figures/records/", figures.figure_rows, name="sharing-rows"),
    path("known/", figures.known_list, name="known-adoptions"),
    path("known/new/", figures.known_new, name="known-adoption-new"),
    path("known/<int:pk>/", figures.known_edit, name="known-adoption-edit"),
    path("known/<int:pk>/delete/", figures.known_delete, name="known-adoption-delete"),
    path("", adoptions.adoption_list, name="adoptions"),
    path("requests/", adoptions.request_list, name="adoption-requests"),
    path("reminders/", agreements.reminder_list, name="reminders"),
    path("agreements/", agreements.agreement_list, name="agreements"),
    path("agreements/new/", agreements.agreement_new, name="agreement-new"),
    path(
        "agreements/register.<slug:kind>",
        agreements.agreement_export,
        name="agreement-export",
    ),
    path("agreements/<int:pk>/", agreements.agreement_detail, name="agreement"),
    path("agreements/<int:pk>/edit/", agreements.agreement_edit, name="agreement-edit"),
    path("agreements/<int:pk>/draft/", drafts.agreement_draft, name="agreement-draft"),
    path(
        "agreements/<int:pk>/draft.<slug:kind>",
        drafts.agreement_draft_file,
        name="agreement-draft-file",
    ),
    path("agreements/<int:pk>/move/", moves.agreement_move, name="agreement-move"),
    path("agreements/<int:pk>/delete/", moves.agreement_delete, name="agreement-delete"),
    path("agreements/<int:pk>/obligations/", moves.obligation_add, name="obligation-add"),
    path(
        "agreements/<int:pk>/obligations/<int:row>/done/",
        moves.obligation_done,
        name="obligation-done",
    ),
    path(
        "agreements/<int:pk>/obligations/<int:row>/delete/",
        moves.obligation_delete,
        name="obligation-delete",
    ),
    path("agreements/<int:pk>/documents/", moves.document_attach, name="document-attach"),
    path("agreements/<int:pk>/documents/<int:row>/", moves.document, name="document"),
    path(
        "agreements/<int:pk>/documents/<int:row>/delete/",
        moves.document_delete,
        name="document-delete",
    ),
    path("<int:pk>/", adoptions.adoption_detail, name="adoption"),
    path("<int:pk>/answer/", adoptions.adoption_answer, name="adoption-answer"),
    path(
        "<int:pk>/record-answer/",
        adoptions.adoption_record_answer,
        name="adoption-record-answer",
    ),
    path("<int:pk>/move/", adoptions.adoption_move, name="adoption-move"),
    path("<int:pk>/confirm/", adoptions.adoption_confirm, name="adoption-confirm"),
    path("<int:pk>/agreement/", adoptions.adoption_agreement, name="adoption-agreement"),
]
