"""The register of agreements, one of them with all that belongs to it, and what stands by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from lumbung.catalogue.domain.agreements.agreement_stages import (
    DECIDED_BY_CIO,
    AgreementFacts,
    PartyFacts,
    Stage,
    findings_before,
    moves_of,
)
from lumbung.catalogue.errors import DocumentDamaged
from lumbung.catalogue.models import (
    Adoption,
    Agreement,
    AgreementDocument,
    AgreementObligation,
    AgreementParty,
    AgreementStep,
)
from lumbung.core.access import Right
from lumbung.kit.errors import Finding, NotFoundError


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage that may follow, what stands before it, and the right it takes."""

    stage: Stage
    label: str
    findings: tuple[Finding, ...]
    right: Right

    @property
    def is_open(self) -> bool:
        return not any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class AgreementDetail:
    agreement: Agreement
    parties: tuple[AgreementParty, ...]
    obligations: tuple[AgreementObligation, ...]
    documents: tuple[AgreementDocument, ...]
    steps: tuple[AgreementStep, ...]
    next_stages: tuple[NextStage, ...]
    children: tuple[Agreement, ...]
    adoptions: tuple[Adoption, ...]
    is_expired: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class StandingAgreement:
    """An agreement in force for an offer: whoever takes the offer need not work for one again."""

    pk: int
    title: str
    number: str
    ends_on: date | None


def agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("parent").prefetch_related("parties__region", "offers")


def agreements_matching(
    *, text: str = "", kind: str = "", stage: str = "", partner: str = "", ending: str = ""
) -> QuerySet[Agreement]:
    """`partner` is a party's region code; `ending` is "soon" (the reminder's days have begun) or
    "past" (in force by its stage, its last day gone); empty filters match all."""
    found = agreements()
    for word in text.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(other_number__icontains=word)
            | Q(subject__icontains=word)
            | Q(parties__region__name__icontains=word)
            | Q(parties__name__icontains=word)
        )
    exact = {"kind": kind, "stage": stage, "parties__region": partner}
    found = found.filter(**{field: value for field, value in exact.items() if value}).distinct()
    if ending:
        chosen = [row.pk for row in found.filter(stage=Stage.IN_FORCE) if _ending(row) == ending]
        found = found.filter(pk__in=chosen)
    return found


def _ending(agreement: Agreement) -> str:
    if agreement.ends_on is None:
        return ""
    left = (agreement.ends_on - timezone.localdate()).days
    if left < 0:
        return "past"
    return "soon" if left <= agreement.remind_days else ""


def agreement(pk: int) -> Agreement:
    """Raises NotFoundError."""
    try:
        return agreements().get(pk=pk)
    except Agreement.DoesNotExist:
        raise NotFoundError(kind="agreement", key=pk) from None


def agreement_detail(pk: int) -> AgreementDetail:
    """Raises NotFoundError."""
    found = agreement(pk)
    facts = facts_of(found)
    adoptions = Adoption.objects.filter(agreement=found).select_related("entry", "region", "agency")
    return AgreementDetail(
        agreement=found,
        parties=tuple(found.parties.all()),
        obligations=tuple(found.obligations.all()),
        documents=tuple(found.documents.defer("content").select_related("added_by")),
        steps=tuple(found.steps.select_related("by")),
        next_stages=tuple(_next(stage, facts) for stage in moves_of(found.stage)),
        children=tuple(found.children.all()),
        adoptions=tuple(adoptions),
        is_expired=is_expired(found),
        is_settled=not _may_be_changed(found),
    )


def is_expired(agreement: Agreement) -> bool:
    """In force by its stage, but its last day has passed: it is to be ended or renewed."""
    return (
        agreement.stage == Stage.IN_FORCE
        and agreement.ends_on is not None
        and agreement.ends_on < timezone.localdate()
    )


def _may_be_changed(agreement: Agreement) -> bool:
    return agreement.stage in {Stage.PREPARED, Stage.DRAFTED, Stage.REVIEWED, Stage.SIGNING}


def _next(stage: Stage, facts: AgreementFacts) -> NextStage:
    label = str(Agreement.Stage(stage).label)
    return NextStage(stage, label, findings_before(stage, facts), right_to_move(stage))


def right_to_move(stage: str) -> Right:
    """To have it signed, to let it enter into force and to end it is the CIO's to decide."""
    if stage in DECIDED_BY_CIO:
        return Right.APPROVE_AGREEMENTS
    return Right.EDIT_AGREEMENTS


def require_stage(stage: str) -> None:
    """Raises NotFoundError for a word that names no stage."""
    if stage not in set(Stage):
        raise NotFoundError(kind="stage", key=stage)


def facts_of(agreement: Agreement) -> AgreementFacts:
    """What the rules of the stages look at."""
    return AgreementFacts(
        kind=agreement.kind,
        subject=agreement.subject,
        parties=[
            PartyFacts(
                side=party.side,
                name=str(party),
                signatory=party.signatory,
                signs_as=party.signs_as,
                mandate_number=party.mandate_number,
                mandate_on=party.mandate_on,
            )
            for party in agreement.parties.select_related("region")
        ],
        parent=agreement.parent.title if agreement.parent else "",
        parent_stage=agreement.parent.stage if agreement.parent else "",
        no_parent_reason=agreement.no_parent_reason,
        number=agreement.number,
        signed_on=agreement.signed_on,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        documents=agreement.documents.count(),
    )


def obligation(agreement_pk: int, pk: int) -> AgreementObligation:
    """Raises NotFoundError."""
    found = AgreementObligation.objects.select_related("agreement")
    row = found.filter(agreement=agreement_pk, pk=pk).first()
    if row is None:
        raise NotFoundError(kind="obligation", key=pk)
    return row


def document(agreement_pk: int, pk: int) -> AgreementDocument:
    """Raises NotFoundError."""
    row = AgreementDocument.objects.filter(agreement=agreement_pk, pk=pk).first()
    if row is None:
        raise NotFoundError(kind="document", key=pk)
    return row


def document_content(document: AgreementDocument) -> bytes:
    """The file as it was attached. Raises DocumentDamaged where its hash is another by now."""
    content = bytes(document.content)
    if sha256(content).hexdigest() != document.sha256:
        raise DocumentDamaged(document=document.title)
    return content


def standing_agreements(offer_pks: Iterable[int]) -> dict[int, StandingAgreement]:
    """By offer, the agreement that is in force today and ends last. Only a PKS counts, and a note
    with a ministry: a memorandum alone still wants its PKS."""
    today = timezone.localdate()
    rows = Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        stage=Stage.IN_FORCE,
        kind__in=(Agreement.Kind.COOPERATION, Agreement.Kind.NOTE),
        starts_on__lte=today,
    )
    found: dict[int, StandingAgreement] = {}
    for row in sorted(rows, key=lambda row: row.ends_on or date.max):
        standing = StandingAgreement(row.pk, row.title, row.number, row.ends_on)
        for offer in row.offers.filter(pk__in=list(offer_pks)):
            found[offer.pk] = standing
    return found
