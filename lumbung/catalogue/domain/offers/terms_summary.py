"""Terms as people read them: in one line for lists, as rows with a mark, and as facets.

Whatever is unknown stays so: a line tells only what is stated, a row of an unstated term carries
the mark `unknown`, and a facet holds only where the terms say it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lumbung.catalogue.domain.offers import terms_words as words
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.phrase import Phrase
from lumbung.kit.errors import gettext_noop

NOTHING_STATED = gettext_noop("terms not stated")
FREE, FEE_ONCE = gettext_noop("free of charge"), gettext_noop("%(fee_idr)s once")
FEE_YEARLY = gettext_noop("%(fee_idr)s a year")
NEEDS = gettext_noop("needs %(agreements)s")
GOVERNMENT_ONLY = gettext_noop("government use only")
COMMERCIAL = gettext_noop("commercial use allowed")
ONWARD, NO_ONWARD = gettext_noop("may be offered on"), gettext_noop("may not be offered on")
CHANGES = gettext_noop("may be changed")
CHANGES_ASK = gettext_noop("may be changed with permission")
NO_CHANGES = gettext_noop("may not be changed")
GIVE_BACK = gettext_noop("changes are given back")
ATTRIBUTION = gettext_noop("logo or link must stay")
HELP = gettext_noop("help as long as it is used")
HELP_INSTALLATION = gettext_noop("help until installation")
HELP_UNTIL = gettext_noop("help until %(day)s")
NO_HELP = gettext_noop("no help from the provider")
AT_PROVIDER = gettext_noop("data at the provider")
AT_ADOPTER = gettext_noop("data stays with the adopter")

# What lists can be narrowed by, in the order in which the choices are shown.
FACETS = {
    "free": FREE,
    "paid": gettext_noop("for a fee"),
    "onward": ONWARD,
    "no-onward": NO_ONWARD,
    "changes": CHANGES,
    "changes-with-permission": CHANGES_ASK,
    "no-changes": NO_CHANGES,
    "government-only": GOVERNMENT_ONLY,
    "commercial": COMMERCIAL,
    "support": gettext_noop("help from the provider"),
    "support-until-installation": HELP_INSTALLATION,
    "no-support": NO_HELP,
    "data-adopter": AT_ADOPTER,
    "data-provider": AT_PROVIDER,
    "needs-kb": gettext_noop("needs a Kesepakatan Bersama"),
    "needs-pks": gettext_noop("needs a PKS"),
    "not-stated": NOTHING_STATED,
}


class Mark(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"  # only with permission
    SAID = "said"  # stated, and no yes or no
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TermsRow:
    """`label` is a message id; `value` is None where the mark says all; `note` is the provider's
    own wording."""

    label: str
    mark: Mark
    value: Phrase | None = None
    note: str = ""

    @property
    def heading(self) -> Phrase:
        return Phrase(self.label)


@dataclass(frozen=True, slots=True)
class TermsGroup:
    title: str
    rows: tuple[TermsRow, ...]

    @property
    def heading(self) -> Phrase:
        return Phrase(self.title)

    @property
    def unknown(self) -> int:
        return sum(row.mark is Mark.UNKNOWN for row in self.rows)


def terms_line(terms: TermsDocument) -> tuple[Phrase, ...]:
    """The terms in one line, as parts to be joined; what matters first comes first."""
    return tuple(_line(terms)) or (Phrase(NOTHING_STATED),)


def is_stated(terms: TermsDocument) -> bool:
    """Whether anything is said at all, be it in a note."""
    return bool(terms.model_dump(exclude_defaults=True, exclude={"source", "example"}))


def terms_facets(terms: TermsDocument) -> frozenset[str]:
    """The keys of FACETS that hold."""
    fees = (terms.fee_idr, terms.fee_yearly_idr)
    held = {
        "free": terms.fee_idr == 0 and not terms.fee_yearly_idr,
        "paid": any(fees),
        "onward": terms.onward_sharing_allowed is True,
        "no-onward": terms.onward_sharing_allowed is False,
        "changes": terms.changes == "yes",
        "changes-with-permission": terms.changes == "with-permission",
        "no-changes": terms.changes == "no",
        "government-only": terms.government_use_only is True,
        "commercial": terms.commercial_use_allowed is True,
        "support": terms.support_extent not in (None, "none") or bool(terms.support_kinds),
        "support-until-installation": terms.support_extent == "until-installation",
        "no-support": terms.support_extent == "none",
        "data-adopter": terms.data_held_by == "adopter",
        "data-provider": terms.data_held_by == "provider",
        "needs-kb": terms.agreements.get("kb") is True,
        "needs-pks": terms.agreements.get("pks") is True,
        "not-stated": not is_stated(terms),
    }
    return frozenset(key for key, holds in held.items() if holds)


def _line(terms: TermsDocument) -> Iterator[Phrase]:
    yield from _fees(terms)
    needed = tuple(
        words.AGREEMENTS_SHORT[kind] for kind, is_needed in terms.agreements.items() if is_needed
    )
    if needed:
        yield Phrase(NEEDS, (("agreements", needed),))
    said = (
        (terms.government_use_only is True, GOVERNMENT_ONLY),
        (terms.commercial_use_allowed is True, COMMERCIAL),
        (terms.onward_sharing_allowed is True, ONWARD),
        (terms.onward_sharing_allowed is False, NO_ONWARD),
        (terms.changes == "yes", CHANGES),
        (terms.changes == "with-permission", CHANGES_ASK),
        (terms.changes == "no", NO_CHANGES),
        (terms.changes_given_back is True, GIVE_BACK),
        (bool(terms.logo_stays or terms.link_stays), ATTRIBUTION),
        (terms.support_extent == "while-used", HELP),
        (terms.support_extent == "until-installation", HELP_INSTALLATION),
        (terms.support_extent == "none", NO_HELP),
    )
    yield from (Phrase(message) for holds, message in said if holds)
    if terms.support_until:
        yield Phrase(HELP_UNTIL, (("day", terms.support_until),))
    if terms.data_held_by == "provider":
        yield Phrase(AT_PROVIDER)


def _fees(terms: TermsDocument) -> Iterator[Phrase]:
    if terms.fee_idr == 0 and not terms.fee_yearly_idr:
        yield Phrase(FREE)
    if terms.fee_idr:
        yield Phrase(FEE_ONCE, (("fee_idr", terms.fee_idr),))
    if terms.fee_yearly_idr:
        yield Phrase(FEE_YEARLY, (("fee_idr", terms.fee_yearly_idr),))
