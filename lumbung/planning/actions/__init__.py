"""Every write of the planning room, by subject."""

from lumbung.planning.actions.adoptions import (
    leave_out_activity,
    put_back_activity,
    take_in_adoption,
)
from lumbung.planning.actions.duplicates import (
    forget_verdict,
    propose_one_instead,
    tell_apart,
    tell_same,
)
from lumbung.planning.actions.example import load_example_city
from lumbung.planning.actions.horizon import (
    delete_shared_activity,
    put_shared_activity,
    set_horizon,
)
from lumbung.planning.actions.importing import (
    choose_sheet_columns,
    keep_sheets,
    store_sheets,
    store_upload,
)
from lumbung.planning.actions.needs import accept_need, edit_need, state_need, withdraw_need
from lumbung.planning.actions.options import (
    change_option,
    create_option,
    create_option_from_offer,
    delete_option,
    leave_recipe,
    retake_recipe,
    set_option_enabled,
)
from lumbung.planning.actions.plans import (
    DEAD_AFTER,
    Attempt,
    SolveSettings,
    begin_solving,
    cancel_plan,
    create_plan,
    delete_plan,
    fail_plan,
    finish_plan,
    publish_plan,
    record_best,
    record_progress,
    rename_plan,
    requeue_plan,
    unpublish_plan,
)
from lumbung.planning.actions.region_summary import need_figures, tell_region_summary

__all__ = [
    "DEAD_AFTER",
    "Attempt",
    "SolveSettings",
    "accept_need",
    "begin_solving",
    "cancel_plan",
    "change_option",
    "choose_sheet_columns",
    "create_option",
    "create_option_from_offer",
    "create_plan",
    "delete_option",
    "delete_plan",
    "delete_shared_activity",
    "edit_need",
    "fail_plan",
    "finish_plan",
    "forget_verdict",
    "keep_sheets",
    "leave_out_activity",
    "leave_recipe",
    "load_example_city",
    "need_figures",
    "propose_one_instead",
    "publish_plan",
    "put_back_activity",
    "put_shared_activity",
    "record_best",
    "record_progress",
    "rename_plan",
    "requeue_plan",
    "retake_recipe",
    "set_horizon",
    "set_option_enabled",
    "state_need",
    "store_sheets",
    "store_upload",
    "take_in_adoption",
    "tell_apart",
    "tell_region_summary",
    "tell_same",
    "unpublish_plan",
    "withdraw_need",
]
