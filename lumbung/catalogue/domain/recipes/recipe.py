"""The adoption recipe: what it takes to get an application going, as a document.

Shared by `offer.yml` (catalogue) and `scenario.yml` (planning), so that an offer goes into a plan
as it stands. Only shape and ranges are judged here; references are checked by whoever joins
recipes. Field descriptions become the published JSON Schema.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ID_REGEX = r"^[a-z0-9][a-z0-9._/#-]*$"
Id = Annotated[str, Field(pattern=ID_REGEX, max_length=100)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Rupiah = Annotated[int, Field(ge=0, le=10**14)]
BudgetCode = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=60)]
Days = Annotated[float, Field(gt=0, le=10_000, multiple_of=0.1)]


class Document(BaseModel):
    """A mapping in one of our files: unknown keys are errors, types are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source: str = Field("", description="Where the facts come from")
    example: bool = Field(False, description="True where figures are invented (shown as `contoh`)")


class CostDocument(Document):
    code: BudgetCode = Field(description="Budget code (kode rekening) the money is charged to")
    amount_idr: Rupiah


class CapacityDocument(Document):
    cpu_millicores: int = Field(0, ge=0, le=10_000_000)
    memory_mib: int = Field(0, ge=0, le=100_000_000)
    disk_gib: int = Field(0, ge=0, le=10_000_000)


class PrecedenceDocument(Document):
    activity: Id
    lag_weeks: int = Field(0, ge=0, le=520)


class ActivityDocument(Document):
    """Work with its effort in person-days by role."""

    id: Id = Field(description="Unique inside the recipe; shared activities: unique everywhere")
    name: Name
    least_weeks: int = Field(ge=1, le=520)
    most_weeks: int | None = Field(None, ge=1, le=520, description="Default: least_weeks")
    effort_days: dict[Id, Days] = Field({}, description="Person-days by role")
    after: tuple[Id | PrecedenceDocument, ...] = Field(
        (), description="Activities of this recipe, or shared ones, that end before this one starts"
    )
    costs: tuple[CostDocument, ...] = Field((), description="Paid when the activity ends")


class RecipeDocument(Document):
    """What adopting takes: activities, yearly costs, room on a server, prerequisites."""

    activities: tuple[ActivityDocument, ...] = ()
    uses: tuple[Id, ...] = Field((), description="Ids of shared activities this recipe needs")
    yearly_costs: tuple[CostDocument, ...] = ()
    demand: CapacityDocument | None = Field(None, description="Held on one server from go-live on")
    requires_needs: tuple[Id, ...] = Field((), description="Needs that must be served before")
    requires_options: tuple[Id, ...] = Field((), description="Options that must be live before")
    excludes: tuple[Id, ...] = Field((), description="Options that cannot be chosen beside it")
