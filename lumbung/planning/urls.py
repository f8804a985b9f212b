"""Addresses of the planning room."""

from django.urls import path

from lumbung.planning.views import (
    horizon,
    needs,
    options,
    plan_keeping,
    plan_solving,
    plans,
    shared,
)

app_name = "planning"
urlpatterns = [
    path("needs/", needs.need_list, name="needs"),
    path("needs/new/", needs.need_new, name="need-new"),
    path("needs/<int:pk>/", needs.need_detail, name="need"),
    path("needs/<int:pk>/edit/", needs.need_edit, name="need-edit"),
    path("needs/<int:pk>/accept/", needs.need_accept, name="need-accept"),
    path("needs/<int:pk>/withdraw/", needs.need_withdraw, name="need-withdraw"),
    path("options/", options.option_list, name="options"),
    path("options/new/", options.option_new, name="option-new"),
    path("options/from-offer/<int:offer_pk>/", options.option_from_offer, name="option-from-offer"),
    path("options/<int:pk>/", options.option_detail, name="option"),
    path("options/<int:pk>/edit/", options.option_edit, name="option-edit"),
    path("options/<int:pk>/retake/", options.option_retake, name="option-retake"),
    path("options/<int:pk>/enable/", options.option_enable, name="option-enable"),
    path("options/<int:pk>/delete/", options.option_delete, name="option-delete"),
    path("horizon/", horizon.horizon, name="horizon"),
    path("shared-activities/", shared.shared_list, name="shared-activities"),
    path("shared-activities/new/", shared.shared_new, name="shared-new"),
    path("shared-activities/<int:pk>/", shared.shared_edit, name="shared-edit"),
    path("shared-activities/<int:pk>/delete/", shared.shared_delete, name="shared-delete"),
    path("plans/", plans.plan_list, name="plans"),
    path("plans/new/", plan_solving.plan_new, name="plan-new"),
    path("plans/compare/", plans.plan_compare, name="plan-compare"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan"),
    path("plans/<int:pk>/spending/", plans.plan_spending, name="plan-spending"),
    path("plans/<int:pk>/progress/", plan_solving.plan_progress, name="plan-progress"),
    path("plans/<int:pk>/cancel/", plan_solving.plan_cancel, name="plan-cancel"),
    path("plans/<int:pk>/again/", plan_solving.plan_again, name="plan-again"),
    path("plans/<int:pk>/publish/", plan_keeping.plan_publish, name="plan-publish"),
    path("plans/<int:pk>/unpublish/", plan_keeping.plan_unpublish, name="plan-unpublish"),
    path("plans/<int:pk>/delete/", plan_keeping.plan_delete, name="plan-delete"),
    path("plans/<int:pk>/rename/", plan_keeping.plan_rename, name="plan-rename"),
    path("plans/<int:pk>/scenario.yml", plan_keeping.plan_scenario, name="plan-scenario"),
    path("plans/<int:pk>/plan.xlsx", plan_keeping.plan_xlsx, name="plan-xlsx"),
    path("plans/<int:pk>/plan.json", plan_keeping.plan_json, name="plan-json"),
]
