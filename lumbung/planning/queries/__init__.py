"""Every read of the planning room, by subject. All take the viewer: an agency officer sees its own
agency's needs and the options that serve them, and of a plan the rest without names."""

from lumbung.planning.queries.comparing import PlanComparison, compare_plans
from lumbung.planning.queries.needs import need, needs, needs_matching
from lumbung.planning.queries.options import (
    OptionDetail,
    current_horizon,
    option,
    option_detail,
    options,
    options_matching,
    shared_activities,
    shared_activity,
    shared_activity_rows,
)
from lumbung.planning.queries.plans import (
    PlanDetail,
    PlanProgress,
    PublishedSummary,
    plan,
    plan_detail,
    plan_progress,
    plan_result_document,
    plans,
    published_summary,
)

__all__ = [
    "OptionDetail",
    "PlanComparison",
    "PlanDetail",
    "PlanProgress",
    "PublishedSummary",
    "compare_plans",
    "current_horizon",
    "need",
    "needs",
    "needs_matching",
    "option",
    "option_detail",
    "options",
    "options_matching",
    "plan",
    "plan_detail",
    "plan_progress",
    "plan_result_document",
    "plans",
    "published_summary",
    "shared_activities",
    "shared_activity",
    "shared_activity_rows",
]
