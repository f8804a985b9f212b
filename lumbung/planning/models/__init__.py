"""Tables of the planning room, by subject. Re-exported here because Django looks for them here."""

from lumbung.planning.models.horizon import Horizon
from lumbung.planning.models.needs import Need
from lumbung.planning.models.options import Option, OptionService, SharedActivity
from lumbung.planning.models.plans import Plan
from lumbung.planning.models.verdicts import ApplicationVerdict

__all__ = [
    "ApplicationVerdict",
    "Horizon",
    "Need",
    "Option",
    "OptionService",
    "Plan",
    "SharedActivity",
]
