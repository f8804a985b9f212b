"""What a region tells its hub of itself, in figures: how many needs of which field of work, how
many of them nobody meets, what it gives and uses, and what its published plan saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from lumbung.catalogue.domain.federation.bodies.publisher import Body

MOST_FUNCTIONS = 60
MOST_NAMES = 100
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class FunctionBody(Body):
    """Needs of one field of work (domain.functions), and those that nobody meets; `names` of these
    only where the region tells them."""

    function: Key
    needs: Count
    unmet: Count
    names: Annotated[list[Name], Field(max_length=MOST_NAMES)] = []


class InterestBody(Body):
    function: Key
    way: Literal["build", "join"]
    note: Annotated[str, Field(max_length=500)] = ""


class SummaryBody(Body):
    needs: Count
    unmet: Count
    functions: Annotated[list[FunctionBody], Field(max_length=MOST_FUNCTIONS)] = []
    interests: Annotated[list[InterestBody], Field(max_length=MOST_FUNCTIONS)] = []
    offers: Count = 0
    infrastructure: Count = 0
    adoptions: Count = 0
    saved_idr: Annotated[int, Field(ge=-(10**15), le=10**15)] | None = None
    saved_from: Annotated[str, Field(max_length=200)] = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class FunctionFigures:
    function: str
    needs: int
    unmet: int
    unmet_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedFigures:
    """What only the planning room knows: needs by field of work, and what the published plan saves
    against building everything alone (None where no plan is published)."""

    functions: tuple[FunctionFigures, ...] = ()
    saved_idr: int | None = None
    saved_from: str = ""
    example: bool = False

    @property
    def needs(self) -> int:
        return sum(each.needs for each in self.functions)

    @property
    def unmet(self) -> int:
        return sum(each.unmet for each in self.functions)


def functions_json(functions: Sequence[FunctionFigures]) -> list[dict[str, Any]]:
    return [
        {
            "function": each.function,
            "needs": each.needs,
            "unmet": each.unmet,
            "names": [name[:200] for name in each.unmet_names][:MOST_NAMES],
        }
        for each in functions[:MOST_FUNCTIONS]
    ]


def without_names(functions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each | {"names": []} for each in functions]
