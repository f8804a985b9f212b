"""What using an application really took, as an adopter tells it: the document kept with a report of
use, and the same reduced to what sharpening a recipe needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from lumbung.catalogue.domain.recipes.recipe import Days, Id, Rupiah
from lumbung.kit.errors import gettext_noop

CostKind = Literal["fee", "outside-staff", "servers", "licences", "training", "travel", "other"]
COST_KINDS = {
    "fee": gettext_noop("fee to the provider"),
    "outside-staff": gettext_noop("people from outside"),
    "servers": gettext_noop("servers and network"),
    "licences": gettext_noop("licences"),
    "training": gettext_noop("training"),
    "travel": gettext_noop("travel"),
    "other": gettext_noop("other"),
}


class EffortDocument(BaseModel):
    """Person-days by role (own staff and people from outside alike), money by kind. What a region
    does not know it leaves out; a sum is of what is stated."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    effort_days: dict[Id, Days] = Field({}, max_length=40)
    total_days: Annotated[float, Field(gt=0, le=100_000)] | None = Field(
        None, description="Of all roles, where it is not known by role"
    )
    weeks_to_use: int | None = Field(None, ge=0, le=520, description="From start of work to use")
    once_idr: dict[CostKind, Rupiah] = {}
    yearly_idr: dict[CostKind, Rupiah] = {}

    @property
    def days(self) -> float | None:
        """All person-days; None where nothing is stated."""
        return self.total_days or (sum(self.effort_days.values()) if self.effort_days else None)

    @property
    def once_total_idr(self) -> int | None:
        return sum(self.once_idr.values()) if self.once_idr else None

    @property
    def yearly_total_idr(self) -> int | None:
        return sum(self.yearly_idr.values()) if self.yearly_idr else None


@dataclass(frozen=True, slots=True)
class UseReport:
    """One adopter's report. `key` tells reports apart, `label` names it for people (region and
    month); `users` is the size of the adoption."""

    key: str
    label: str
    effort_days: Mapping[str, float]
    total_days: float | None = None
    once_idr: int | None = None
    yearly_idr: int | None = None
    users: int | None = None
    example: bool = False

    @property
    def mark(self) -> str:
        """Changes when its figures change, so that what rests on them is known to be old."""
        figures = (
            sorted(self.effort_days.items()),
            self.total_days,
            self.once_idr,
            self.yearly_idr,
            self.users,
        )
        return sha256(repr(figures).encode()).hexdigest()[:12]


def use_report(
    document: EffortDocument, *, key: str, label: str, users: int | None, example: bool
) -> UseReport:
    return UseReport(
        key=key,
        label=label,
        effort_days=document.effort_days,
        total_days=document.total_days,
        once_idr=document.once_total_idr,
        yearly_idr=document.yearly_total_idr,
        users=users,
        example=example,
    )
