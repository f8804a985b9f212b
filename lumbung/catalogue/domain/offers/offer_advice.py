"""What an offer still lacks before others can decide about it. Advice, never a condition: a
provider may publish what it has, and what it does not know stays unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.kit.errors import gettext_noop

LEAST_DESCRIPTION = 80


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that an adopter asks for. `label` and `hint` are message ids."""

    key: str
    label: str
    hint: str
    is_met: bool


def offer_advice(document: OfferDocument, *, licence: str) -> tuple[Check, ...]:
    """`licence` is what publiccode.yml of its entry names, empty where there is none."""
    infrastructure = document.kind == "infrastructure"
    own = _infrastructure(document) if infrastructure else _software(document, licence)
    return (*_description(document), *own, *_recipe(document), *_terms(document))


def missing(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(check for check in checks if not check.is_met)


def _description(document: OfferDocument) -> Iterator[Check]:
    yield Check(
        "description",
        gettext_noop("It says what it does and for whom"),
        gettext_noop("Write a function, and a description of two sentences or more."),
        bool(document.function) and len(document.description) >= LEAST_DESCRIPTION,
    )
    yield Check(
        "provider_agency",
        gettext_noop("The office that answers is named"),
        gettext_noop("Name the agency that others turn to."),
        bool(document.provider_agency),
    )


def _software(document: OfferDocument, licence: str) -> Iterator[Check]:
    yield Check(
        "licence",
        gettext_noop("The licence is stated"),
        gettext_noop("Add publiccode.yml with legal.license; without a licence nobody may use it."),
        bool(licence),
    )
    yield Check(
        "demand",
        gettext_noop("The room it takes on a server is stated"),
        gettext_noop("Give CPU, memory and disk in the recipe."),
        document.recipe.demand is not None,
    )


def _infrastructure(document: OfferDocument) -> Iterator[Check]:
    facts = document.infrastructure
    stated = facts.model_dump(exclude_defaults=True, exclude={"kind"}) if facts else {}
    yield Check(
        "infrastructure",
        gettext_noop("Capacity, hours and service level are stated"),
        gettext_noop("Fill in the facts of infrastructure: how much, for whom, when, how well."),
        len(stated) >= 3,
    )
    yield Check(
        "price",
        gettext_noop("The price is stated"),
        gettext_noop("Give the price, or 0 where it is free."),
        bool(facts) and facts is not None and facts.price_idr is not None,
    )


def _recipe(document: OfferDocument) -> Iterator[Check]:
    activities = document.recipe.activities
    yield Check(
        "recipe",
        gettext_noop("The recipe tells what adopting takes"),
        gettext_noop("Give at least the activities; a plan reads nothing else of an offer."),
        bool(activities),
    )
    yield Check(
        "effort",
        gettext_noop("The recipe states person-days"),
        gettext_noop("Give effort by role, from your own experience or the adopters' reports."),
        any(activity.effort_days for activity in activities),
    )


def _terms(document: OfferDocument) -> Iterator[Check]:
    terms = document.terms
    yield Check(
        "fee",
        gettext_noop("The fee is stated"),
        gettext_noop("Write 0 where it is free; an empty fee keeps others from budgeting."),
        terms.fee_idr is not None,
    )
    yield Check(
        "onward",
        gettext_noop("It is stated whether it may be passed on"),
        gettext_noop("Say yes or no; without a word it is not passed on to a narrower circle."),
        terms.onward_sharing_allowed is not None,
    )
    yield Check(
        "changes",
        gettext_noop("It is stated whether it may be changed"),
        gettext_noop("Say yes, with permission, or no."),
        terms.changes is not None or document.kind == "infrastructure",
    )
    yield Check(
        "support",
        gettext_noop("Help and its end are stated"),
        gettext_noop("Say what help you give and until when, even if it is none."),
        terms.support_extent is not None or terms.support_until is not None,
    )
    yield Check(
        "data",
        gettext_noop("It is stated who keeps the adopter's data"),
        gettext_noop("Say who keeps it, and whether it stays within the country."),
        terms.data_held_by is not None,
    )
    yield Check(
        "payers",
        gettext_noop("It is stated who pays what"),
        gettext_noop("Say who bears staff, servers and training."),
        bool(terms.paid_by),
    )
    yield Check(
        "agreements",
        gettext_noop("The agreements needed are stated"),
        gettext_noop("Say whether a Kesepakatan Bersama and a PKS come first."),
        "kb" in terms.agreements and "pks" in terms.agreements,
    )
