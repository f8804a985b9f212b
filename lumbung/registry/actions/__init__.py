"""Every write of the registry room, by subject."""

from lumbung.registry.actions.importing import (
    apply_import,
    choose_columns,
    drop_upload,
    keep_file,
    keep_upload,
)
from lumbung.registry.actions.loading import budget_code_years, load_budget_codes, load_regions
from lumbung.registry.actions.named import (
    create_or_update_agency,
    create_or_update_application,
    create_or_update_budget_line,
    create_or_update_fiscal_year,
    create_or_update_holiday,
    create_or_update_public_service,
    create_or_update_server,
    create_or_update_server_purchase,
    create_or_update_staff_member,
    create_or_update_staff_role,
)
from lumbung.registry.actions.rows import change_row, create_row, delete_row, store

__all__ = [
    "apply_import",
    "budget_code_years",
    "change_row",
    "choose_columns",
    "create_or_update_agency",
    "create_or_update_application",
    "create_or_update_budget_line",
    "create_or_update_fiscal_year",
    "create_or_update_holiday",
    "create_or_update_public_service",
    "create_or_update_server",
    "create_or_update_server_purchase",
    "create_or_update_staff_member",
    "create_or_update_staff_role",
    "create_row",
    "delete_row",
    "drop_upload",
    "keep_file",
    "keep_upload",
    "load_budget_codes",
    "load_regions",
    "store",
]
