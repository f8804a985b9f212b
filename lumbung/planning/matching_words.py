"""Why an offer could serve a need, in sentences: one for each reason that matching gives."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.catalogue.domain.matching.match_evidence import Evidence, Reason
from lumbung.kit.templatetags.amounts import rupiah_short

Facts = dict[str, Any]
MOST_AGREEMENT = 80


def evidence_words(evidence: Evidence) -> str:
    return SENTENCES[evidence.reason](dict(evidence.facts))


def _in_use(facts: Facts) -> str:
    return ngettext(
        "%(count)s agency has it in use.", "%(count)s agencies have it in use.", facts["in_use"]
    ) % {"count": facts["in_use"]}


def _rated(facts: Facts, text: str) -> str:
    rating = number_format(facts["rating"], decimal_pos=1)
    return text % {"rating": rating, "use": _in_use(facts)}


def _agreement(facts: Facts) -> str:
    told = facts["agreement"]
    if len(told) > MOST_AGREEMENT:
        told = told[: MOST_AGREEMENT - 1] + "…"
    return _("Agreement needed first: %(agreement)s") % {"agreement": told}


def _day(facts: Facts, text: str) -> str:
    return text % {"day": date_format(facts["day"], "j M Y")}


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


SENTENCES: dict[Reason, Callable[[Facts], str]] = {
    Reason.SHARED_WORDS: lambda facts: (
        _("Both are about: %(words)s.") % {"words": _listed(facts["words"])}
    ),
    Reason.SAME_KIND_OF_AGENCY: lambda facts: _("%(agency)s uses it elsewhere.") % facts,
    Reason.MEANT_FOR_SUCH: lambda facts: (
        _("It is meant for agencies of this kind (%(audience)s).") % facts
    ),
    Reason.AGENCY_UNKNOWN: lambda facts: _(
        "Of agencies of this kind that use it, nothing is known."
    ),
    Reason.FREE: lambda facts: _("Free of charge."),
    Reason.FEE: lambda facts: (
        _("Its provider asks %(fee)s once.") % {"fee": rupiah_short(facts["fee_idr"])}
    ),
    Reason.FEE_UNKNOWN: lambda facts: _("A fee is not stated."),
    Reason.AGREEMENT_THERE: lambda facts: _("A PKS with its provider is in force."),
    Reason.AGREEMENT_NEEDED: _agreement,
    Reason.AGREEMENT_UNKNOWN: lambda facts: _("Which agreement it needs is not stated."),
    Reason.ONWARD_ALLOWED: lambda facts: _("We may offer it to others in turn."),
    Reason.ONWARD_FORBIDDEN: lambda facts: _("We may not pass it on to others."),
    Reason.ONWARD_UNKNOWN: lambda facts: _("Whether it may be passed on is not stated."),
    Reason.SUPPORT_LASTS: lambda facts: _day(
        facts, _("Its provider helps until %(day)s, after our horizon ends.")
    ),
    Reason.SUPPORT_ENDS: lambda facts: _day(
        facts, _("Its provider's help ends on %(day)s, inside our horizon.")
    ),
    Reason.SUPPORT_UNKNOWN: lambda facts: _("How long its provider helps is not stated."),
    Reason.FITS_A_SERVER: lambda facts: _("A server of today has room for it."),
    Reason.FITS_A_PURCHASE: lambda facts: _("It needs a server that would have to be bought."),
    Reason.FITS_NOWHERE: lambda facts: _("No server of today or to be bought has room for it."),
    Reason.SIZE_UNKNOWN: lambda facts: _("What room it needs on a server is not stated."),
    Reason.PREREQUISITES_MET: lambda facts: (
        _("We have what it requires: %(names)s.") % {"names": _listed(facts["requires"])}
    ),
    Reason.PREREQUISITES_LACKING: lambda facts: (
        _("It requires what we do not have yet, as far as the registry knows: %(names)s.")
        % {"names": _listed(facts["lacking"])}
    ),
    Reason.PREREQUISITES_UNKNOWN: lambda facts: _("It names no prerequisites."),
    Reason.WELL_TRIED: lambda facts: _rated(
        facts, _("Those who tell rate it %(rating)s of 5. %(use)s")
    ),
    Reason.IN_USE: _in_use,
    Reason.POORLY_RATED: lambda facts: _rated(
        facts, _("Those who tell rate it only %(rating)s of 5. %(use)s")
    ),
    Reason.NO_EXPERIENCE: lambda facts: _("Nobody has told of its use yet."),
}
