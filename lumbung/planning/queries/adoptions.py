"""How agreed adoptions stand in the plan, and which agreements stand for its options."""

from dataclasses import dataclass

from django.db.models import Count

from lumbung.catalogue.queries import (
    AgreedAdoption,
    StandingAgreement,
    agreed_adoptions,
    standing_agreements,
)
from lumbung.planning.models import Option, SharedActivity


@dataclass(frozen=True, slots=True)
class MissingInPlan:
    """An agreed adoption that the planner cannot choose yet: `option` is None where there is none,
    else it serves no need."""

    adoption: AgreedAdoption
    option: Option | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Work left out of an option. `stands`: whether the agreement that made it needless still is
    in force; where it is not, the work is needed again."""

    activity: str
    name: str
    title: str
    number: str
    stands: bool


@dataclass(frozen=True, slots=True)
class OptionAgreement:
    """What stands for an option, what may be left out because of it, and what was."""

    standing: StandingAgreement | None
    may_leave_out: tuple[SharedActivity, ...]
    left_out: tuple[LeftOut, ...]


def adoptions_missing_in_plan() -> tuple[MissingInPlan, ...]:
    options = {
        option.offer_id: option
        for option in Option.objects.exclude(offer=None).annotate(served=Count("services"))
    }
    missing = []
    for adoption in agreed_adoptions():
        option = options.get(adoption.offer_pk)
        if option is None or not option.served:
            missing.append(MissingInPlan(adoption, option))
    return tuple(missing)


def agreement_of_option(option: Option) -> OptionAgreement:
    standing = (
        standing_agreements([option.offer_id]).get(option.offer_id) if option.offer_id else None
    )
    used = option.recipe.get("uses", ()) if standing else ()
    return OptionAgreement(
        standing,
        tuple(SharedActivity.objects.filter(slug__in=used)),
        tuple(
            LeftOut(
                each["activity"], each["name"], each["title"], each["number"], standing is not None
            )
            for each in option.left_out
        ),
    )
