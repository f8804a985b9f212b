"""Every read of the planning room, by subject. All take the viewer: an agency officer sees its own
agency's needs and the options that serve them, and of a plan the rest without names."""

from lumbung.planning.queries.adopting import AdoptingHere, adopting_here
from lumbung.planning.queries.comparing import PlanComparison, compare_plans
from lumbung.planning.queries.duplicates import (
    Duplicates,
    duplicates,
    duplicates_of_key,
    field_counts,
    told_apart,
)
from lumbung.planning.queries.matching import (
    NeedMatches,
    OfferMatch,
    matches_of_need,
    matches_of_needs,
    needs_for_offer,
    our_means,
)
from lumbung.planning.queries.needs import need, needs, needs_matching
from lumbung.planning.queries.option_news import options_with_news
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
from lumbung.planning.queries.sharpening import (
    OfferSharpening,
    Proposal,
    offer_sharpening,
    sharpening_proposal,
)

__all__ = [
    "AdoptingHere",
    "Duplicates",
    "NeedMatches",
    "OfferMatch",
    "OfferSharpening",
    "OptionDetail",
    "PlanComparison",
    "PlanDetail",
    "PlanProgress",
    "Proposal",
    "PublishedSummary",
    "adopting_here",
    "compare_plans",
    "current_horizon",
    "duplicates",
    "duplicates_of_key",
    "field_counts",
    "matches_of_need",
    "matches_of_needs",
    "need",
    "needs",
    "needs_for_offer",
    "needs_matching",
    "offer_sharpening",
    "option",
    "option_detail",
    "options",
    "options_matching",
    "options_with_news",
    "our_means",
    "plan",
    "plan_detail",
    "plan_progress",
    "plan_result_document",
    "plans",
    "published_summary",
    "shared_activities",
    "shared_activity",
    "shared_activity_rows",
    "sharpening_proposal",
    "told_apart",
]
