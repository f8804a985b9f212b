"""Tables of what there is, by subject. Re-exported here because Django looks for them here."""

from lumbung.registry.models.applications import Application, PublicService
from lumbung.registry.models.money import BudgetCode, BudgetLine, FiscalYear, Holiday
from lumbung.registry.models.organisation import Agency, Region
from lumbung.registry.models.servers import Server, ServerPurchase
from lumbung.registry.models.staff import Absence, StaffMember, StaffRole
from lumbung.registry.models.uploads import ImportUpload

__all__ = [
    "Absence",
    "Agency",
    "Application",
    "BudgetCode",
    "BudgetLine",
    "FiscalYear",
    "Holiday",
    "ImportUpload",
    "PublicService",
    "Region",
    "Server",
    "ServerPurchase",
    "StaffMember",
    "StaffRole",
]
