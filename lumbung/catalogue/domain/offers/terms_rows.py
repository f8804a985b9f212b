"""All terms as a list to be read, by group, each with its mark: said, yes, no, not stated."""

from collections.abc import Iterator

from lumbung.catalogue.domain.offers import terms_words as words
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.offers.terms_summary import (
    FEE_ONCE,
    FEE_YEARLY,
    FREE,
    HELP_UNTIL,
    Mark,
    TermsGroup,
    TermsRow,
)
from lumbung.catalogue.domain.phrase import Phrase
from lumbung.kit.errors import gettext_noop

PLAIN, LISTED = "%(text)s", "%(items)s"  # nothing in them to translate
REGISTERED = gettext_noop("%(holder)s, registered as %(number)s")
NUMBER_ONLY = gettext_noop("registered as %(number)s")
NO_FEE = gettext_noop("none")


def terms_groups(
    terms: TermsDocument, *, is_infrastructure: bool = False
) -> tuple[TermsGroup, ...]:
    """Infrastructure has no source code to speak of, unless its terms do."""
    rights = TermsGroup(gettext_noop("Source code and rights"), tuple(_rights(terms)))
    leave_out = is_infrastructure and rights.unknown == len(rights.rows)
    return (
        TermsGroup(gettext_noop("Fee"), tuple(_fees(terms))),
        TermsGroup(gettext_noop("Use and passing on"), tuple(_use(terms))),
        *(() if leave_out else (rights,)),
        TermsGroup(gettext_noop("Help from the provider"), tuple(_help(terms))),
        TermsGroup(gettext_noop("Data"), tuple(_data(terms))),
        TermsGroup(gettext_noop("Who pays what"), tuple(_payers(terms))),
        TermsGroup(gettext_noop("Agreements needed first"), tuple(_agreements(terms))),
    )


def _fees(terms: TermsDocument) -> Iterator[TermsRow]:
    once, yearly = terms.fee_idr, terms.fee_yearly_idr
    yield _fee(gettext_noop("One-off fee"), once, FREE, FEE_ONCE, terms.fee_note)
    yield _fee(gettext_noop("Yearly fee"), yearly, NO_FEE, FEE_YEARLY)


def _fee(label: str, amount: int | None, none: str, some: str, note: str = "") -> TermsRow:
    if amount is None:
        return TermsRow(label, Mark.UNKNOWN, note=note)
    value = Phrase(some, (("fee_idr", amount),)) if amount else Phrase(none)
    return TermsRow(label, Mark.SAID, value, note)


def _use(terms: TermsDocument) -> Iterator[TermsRow]:
    yield _yes_no(gettext_noop("Government use only"), terms.government_use_only)
    yield _yes_no(gettext_noop("Commercial use"), terms.commercial_use_allowed)
    yield _yes_no(gettext_noop("May be passed on to others"), terms.onward_sharing_allowed)
    yield _permission(gettext_noop("May be handed over to others"), terms.transfer)
    yield _permission(gettext_noop("May be made public"), terms.publication)


def _rights(terms: TermsDocument) -> Iterator[TermsRow]:
    yield _permission(gettext_noop("Source may be changed"), terms.changes)
    yield _yes_no(gettext_noop("Changes must be given back"), terms.changes_given_back)
    yield _yes_no(gettext_noop("Provider's logo must stay"), terms.logo_stays)
    yield _yes_no(gettext_noop("Link to the provider must stay"), terms.link_stays)
    yield _said(gettext_noop("Copyright"), _copyright(terms))


def _copyright(terms: TermsDocument) -> Phrase | None:
    holder, number = terms.copyright_holder, terms.copyright_registration
    if holder and number:
        return Phrase(REGISTERED, (("holder", holder), ("number", number)))
    if number:
        return Phrase(NUMBER_ONLY, (("number", number),))
    return Phrase(PLAIN, (("text", holder),)) if holder else None


def _help(terms: TermsDocument) -> Iterator[TermsRow]:
    kinds = tuple(words.SUPPORT_KINDS[kind] for kind in terms.support_kinds)
    value = Phrase(LISTED, (("items", kinds),)) if kinds else None
    yield _said(gettext_noop("What help"), value, terms.support)
    until: Phrase | None = None
    if terms.support_until:
        until = Phrase(HELP_UNTIL, (("day", terms.support_until),))
    elif terms.support_extent:
        until = Phrase(words.SUPPORT_EXTENTS[terms.support_extent])
    yield _said(gettext_noop("Until when"), until)


def _data(terms: TermsDocument) -> Iterator[TermsRow]:
    yield _said(
        gettext_noop("Who keeps the adopter's data"),
        Phrase(words.DATA_HOLDERS[terms.data_held_by]) if terms.data_held_by else None,
        terms.data_location,
    )
    yield _yes_no(gettext_noop("Data stays within the country"), terms.data_in_country)


def _payers(terms: TermsDocument) -> Iterator[TermsRow]:
    for item, label in words.COST_ITEMS.items():
        payer = next((payer for each, payer in terms.paid_by.items() if each == item), None)
        yield _said(label, Phrase(words.PAYERS[payer]) if payer else None)


def _agreements(terms: TermsDocument) -> Iterator[TermsRow]:
    for kind, label in words.AGREEMENTS.items():
        needed = next((need for each, need in terms.agreements.items() if each == kind), None)
        yield _yes_no(label, needed, terms.agreement if kind == "kb" else "")


def _yes_no(label: str, value: bool | None, note: str = "") -> TermsRow:
    if value is None:
        return TermsRow(label, Mark.UNKNOWN, note=note)
    return TermsRow(label, Mark.YES if value else Mark.NO, Phrase(words.YES_NO[value]), note)


def _permission(label: str, value: str | None) -> TermsRow:
    if value is None:
        return TermsRow(label, Mark.UNKNOWN)
    mark = {"yes": Mark.YES, "with-permission": Mark.ASK, "no": Mark.NO}[value]
    return TermsRow(label, mark, Phrase(words.PERMISSIONS[value]))


def _said(label: str, value: Phrase | None, note: str = "") -> TermsRow:
    return TermsRow(label, Mark.SAID if value else Mark.UNKNOWN, value, note)
