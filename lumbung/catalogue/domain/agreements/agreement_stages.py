"""The stages of an agreement: which may follow which, who decides, and what each requires.

Sharing between regions rests on a Kesepakatan Bersama between heads of region, followed by a
cooperation agreement (PKS), which the head of an office may sign after a mandate (surat kuasa) from
the head of the region. Source: PP 28/2018 and Permendagri 22/2020 as reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbung.kit.errors import Finding, Severity, gettext_noop


class Stage(StrEnum):
    PREPARED = "prepared"
    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    SIGNING = "signing"
    IN_FORCE = "in-force"
    ENDED = "ended"
    DROPPED = "dropped"


WAY = (Stage.PREPARED, Stage.DRAFTED, Stage.REVIEWED, Stage.SIGNING, Stage.IN_FORCE, Stage.ENDED)
_MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.PREPARED: (Stage.DRAFTED, Stage.DROPPED),
    Stage.DRAFTED: (Stage.REVIEWED, Stage.DROPPED),
    Stage.REVIEWED: (Stage.SIGNING, Stage.DRAFTED, Stage.DROPPED),
    Stage.SIGNING: (Stage.IN_FORCE, Stage.REVIEWED, Stage.DROPPED),
    Stage.IN_FORCE: (Stage.ENDED,),
    Stage.ENDED: (),
    Stage.DROPPED: (),
}
# To sign, to be bound, and to end it is decided by the CIO.
DECIDED_BY_CIO = frozenset({Stage.SIGNING, Stage.IN_FORCE, Stage.ENDED})
CLOSED = frozenset({Stage.ENDED, Stage.DROPPED})
# What is signed is not rewritten: parties, dates and numbers stay as they were.
SETTLED = frozenset({Stage.IN_FORCE, Stage.ENDED, Stage.DROPPED})

NO_PROVIDER = gettext_noop("No party is named that provides.")
NO_ADOPTER = gettext_noop("No party is named that adopts.")
ONE_SIDE_HINT = gettext_noop("Add the party before the draft is written.")
NO_SUBJECT = gettext_noop("The agreement does not say what it is about.")
NO_SUBJECT_HINT = gettext_noop("Write the subject, in one or two sentences.")
NO_MEMORANDUM = gettext_noop("A PKS follows a Kesepakatan Bersama; none is named.")
NO_MEMORANDUM_HINT = gettext_noop("Choose it, or state why there is none.")
MEMORANDUM_NOT_IN_FORCE = gettext_noop("The Kesepakatan Bersama “%(parent)s” is not in force.")
MEMORANDUM_NOT_IN_FORCE_HINT = gettext_noop("Bring it into force first.")
NO_SIGNATORY = gettext_noop("Nobody is named who signs for %(party)s.")
NO_SIGNATORY_HINT = gettext_noop("Name the signatory and their office.")
NOT_BY_HEAD = gettext_noop("For %(party)s, an office would sign a memorandum between heads.")
NOT_BY_HEAD_HINT = gettext_noop("A Kesepakatan Bersama is signed by the heads of region.")
NO_MANDATE = gettext_noop("The head of office who signs for %(party)s has no mandate.")
NO_MANDATE_HINT = gettext_noop("Give number and day of the surat kuasa of the head of region.")
LATE_MANDATE = gettext_noop("The mandate for %(party)s is younger than the signature.")
LATE_MANDATE_HINT = gettext_noop("Check the day of the mandate and the day of signing.")
NO_NUMBER = gettext_noop("The agreement has no number of ours.")
NO_NUMBER_HINT = gettext_noop("Enter the number it was registered under.")
NO_SIGNING_DAY = gettext_noop("The day of signing is missing.")
NO_START = gettext_noop("The day from which it is in force is missing.")
NO_DAY_HINT = gettext_noop("Enter the day as the signed copy shows it.")
NO_END = gettext_noop("The agreement does not say until when it is in force.")
NO_END_HINT = gettext_noop("Without an end, nobody is reminded of it.")
NO_COPY = gettext_noop("No signed copy is attached.")
NO_COPY_HINT = gettext_noop("Attach the scan, so that the auditor finds it.")


@dataclass(frozen=True, slots=True)
class PartyFacts:
    side: str
    name: str
    signatory: str = ""
    signs_as: str = "office"
    mandate_number: str = ""
    mandate_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What the rules look at. `parent_stage` is empty where no memorandum is named."""

    kind: str
    subject: str = ""
    parties: Sequence[PartyFacts] = ()
    parent: str = ""
    parent_stage: str = ""
    no_parent_reason: str = ""
    number: str = ""
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    documents: int = 0


def moves_of(stage: str) -> tuple[Stage, ...]:
    return _MOVES[Stage(stage)]


def findings_before(stage: str, facts: AgreementFacts) -> tuple[Finding, ...]:
    """What stands in the way of moving to `stage` (errors), and what is better mended first
    (warnings). Nothing stands in the way of going back, ending or dropping."""
    if stage in WAY and stage != Stage.ENDED:
        reached = WAY.index(Stage(stage))
        checks = (_for_draft, _for_review, _for_signing, _for_force)
        return tuple(found for check in checks[:reached] for found in check(facts))
    return ()


def _for_draft(facts: AgreementFacts) -> Iterator[Finding]:
    known = {party.side for party in facts.parties}
    for side, message in (("provider", NO_PROVIDER), ("adopter", NO_ADOPTER)):
        if side not in known:
            yield _error("parties", message, ONE_SIDE_HINT)


def _for_review(facts: AgreementFacts) -> Iterator[Finding]:
    if not facts.subject.strip():
        yield _error("subject", NO_SUBJECT, NO_SUBJECT_HINT)


def _for_signing(facts: AgreementFacts) -> Iterator[Finding]:
    if facts.kind == "pks":
        yield from _memorandum(facts)
    for party in facts.parties:
        if not party.signatory:
            yield _error("parties", NO_SIGNATORY, NO_SIGNATORY_HINT, party=party.name)
        if party.signs_as != "office":
            continue
        if facts.kind == "kb":
            yield _error("parties", NOT_BY_HEAD, NOT_BY_HEAD_HINT, party=party.name)
        elif not party.mandate_number or party.mandate_on is None:
            yield _error("parties", NO_MANDATE, NO_MANDATE_HINT, party=party.name)
        elif facts.signed_on and party.mandate_on > facts.signed_on:
            yield _error("parties", LATE_MANDATE, LATE_MANDATE_HINT, party=party.name)


def _memorandum(facts: AgreementFacts) -> Iterator[Finding]:
    if facts.parent:
        if facts.parent_stage != Stage.IN_FORCE:
            yield _error(
                "parent",
                MEMORANDUM_NOT_IN_FORCE,
                MEMORANDUM_NOT_IN_FORCE_HINT,
                parent=facts.parent,
            )
    elif not facts.no_parent_reason.strip():
        yield _error("parent", NO_MEMORANDUM, NO_MEMORANDUM_HINT)


def _for_force(facts: AgreementFacts) -> Iterator[Finding]:
    if not facts.number:
        yield _error("number", NO_NUMBER, NO_NUMBER_HINT)
    if facts.signed_on is None:
        yield _error("signed_on", NO_SIGNING_DAY, NO_DAY_HINT)
    if facts.starts_on is None:
        yield _error("starts_on", NO_START, NO_DAY_HINT)
    if facts.ends_on is None:
        yield _warning("ends_on", NO_END, NO_END_HINT)
    if not facts.documents:
        yield _warning("documents", NO_COPY, NO_COPY_HINT)


def _error(key: str, message: str, hint: str, **facts: str) -> Finding:
    return Finding(key, message, hint, facts=tuple(facts.items()))


def _warning(key: str, message: str, hint: str) -> Finding:
    return Finding(key, message, hint, severity=Severity.WARNING)
