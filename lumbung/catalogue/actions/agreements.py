"""Writing agreements: the record with its parties, its obligations and documents, and its stages.

What was signed is not rewritten: from entering into force on, only obligations are ticked off,
documents added and the reminder moved.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.domain.agreements.adoption_moves import UNDER_WAY, Status
from lumbung.catalogue.domain.agreements.agreement_stages import (
    SETTLED,
    Stage,
    findings_before,
    moves_of,
)
from lumbung.catalogue.domain.agreements.document_kinds import MOST_BYTES, document_kind
from lumbung.catalogue.errors import (
    AgreementIncomplete,
    AgreementSettled,
    DocumentRefused,
    DocumentTooLarge,
    MoveNotAllowed,
)
from lumbung.catalogue.models import (
    Adoption,
    Agreement,
    AgreementDocument,
    AgreementObligation,
    AgreementParty,
    AgreementStep,
)
from lumbung.catalogue.queries.agreements import facts_of
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import Severity
from lumbung.registry.actions import change_row, create_row, delete_row

Rows = Sequence[Mapping[str, Any]]
MEBIBYTE = 1024 * 1024
STILL_OPEN = frozenset({"remind_days", "source"})


@transaction.atomic
def create_agreement(fields: Mapping[str, Any], parties: Rows, *, by: User | None) -> Agreement:
    """A record in preparation. Raises RowInvalid."""
    agreement = create_row(Agreement, fields, by=by)
    _set_parties(agreement, parties, by)
    AgreementStep.objects.create(agreement=agreement, stage=agreement.stage, by=by)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, fields: Mapping[str, Any], parties: Rows | None = None, *, by: User | None
) -> Agreement:
    """`parties`, where given, replace those known. Raises RowInvalid, AgreementSettled."""
    found = _locked(agreement)
    if found.stage in SETTLED and (parties is not None or not fields.keys() <= STILL_OPEN):
        raise AgreementSettled(agreement=found.title)
    if fields.keys() & {"ends_on", "remind_days"}:
        fields = dict(fields) | {"reminded_at": None}
    change_row(found, fields, by=by)
    if parties is not None:
        _set_parties(found, parties, by)
    return found


@transaction.atomic
def delete_agreement(agreement: Agreement, *, by: User | None) -> None:
    """Only one that was never drafted; others are dropped and keep their history. Raises
    AgreementSettled, StillInUse."""
    found = _locked(agreement)
    if found.stage != Stage.PREPARED:
        raise AgreementSettled(agreement=found.title)
    delete_row(found, by=by)


@transaction.atomic
def move_agreement(
    agreement: Agreement, stage: str, *, by: User | None, note: str = ""
) -> Agreement:
    """Raises MoveNotAllowed, and AgreementIncomplete with all that is missing. Who may decide is
    judged by the caller (queries.right_to_move). Adoptions of its offers that are under no
    agreement yet come under it when it enters into force."""
    found = _locked(agreement)
    if stage not in moves_of(found.stage):
        raise MoveNotAllowed(present=found.get_stage_display(), wanted=Agreement.Stage(stage).label)
    findings = [
        finding
        for finding in findings_before(stage, facts_of(found))
        if finding.severity == Severity.ERROR
    ]
    if findings:
        raise AgreementIncomplete(findings, file=found.title)
    found.stage = stage
    found.save(update_fields=["stage", "updated_at"])
    AgreementStep.objects.create(agreement=found, stage=stage, by=by, note=note)
    record_done(by, "move-agreement", found, pk=found.pk, stage=stage)
    if stage == Stage.IN_FORCE:
        _take_under(found)
    return found


@transaction.atomic
def add_obligation(
    agreement: Agreement, fields: Mapping[str, Any], *, by: User | None
) -> AgreementObligation:
    """Raises RowInvalid, AgreementSettled."""
    _require_open(_locked(agreement))
    return create_row(AgreementObligation, dict(fields) | {"agreement": agreement}, by=by)


@transaction.atomic
def finish_obligation(
    obligation: AgreementObligation, done_on: date | None, *, by: User | None
) -> AgreementObligation:
    """Done on that day; None takes the mark away."""
    return change_row(obligation, {"done_on": done_on}, by=by)


@transaction.atomic
def delete_obligation(obligation: AgreementObligation, *, by: User | None) -> None:
    _require_open(_locked(obligation.agreement))
    delete_row(obligation, by=by)


@transaction.atomic
def attach_document(
    agreement: Agreement, title: str, file_name: str, content: bytes, *, by: User | None
) -> AgreementDocument:
    """Keeps the file with its SHA-256. What it is, is told by its content. Raises DocumentRefused,
    DocumentTooLarge, RowInvalid."""
    if len(content) > MOST_BYTES:
        raise DocumentTooLarge(most=MOST_BYTES // MEBIBYTE)
    kind = document_kind(content)
    if kind is None:
        raise DocumentRefused()
    stem = PurePath(file_name.replace("\\", "/")).stem[:150] or "dokumen"
    return create_row(
        AgreementDocument,
        {
            "agreement": agreement,
            "title": title or stem,
            "file_name": f"{stem}.{kind.extension}",
            "media_type": kind.media_type,
            "size_bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "content": content,
            "added_by": by,
        },
        by=by,
    )


@transaction.atomic
def delete_document(document: AgreementDocument, *, by: User | None) -> None:
    """Before the agreement is in force; its hash stays in the audit log."""
    _require_open(_locked(document.agreement))
    record_done(by, "drop-document", document, pk=document.pk, sha256=document.sha256)
    document.delete()


def _set_parties(agreement: Agreement, parties: Rows, by: User | None) -> None:
    agreement.parties.all().delete()
    for fields in parties:
        create_row(AgreementParty, dict(fields) | {"agreement": agreement}, by=by)


def _take_under(agreement: Agreement) -> None:
    Adoption.objects.filter(
        offer__in=agreement.offers.all(),
        catalog=None,
        region=settings.REGION_CODE,
        agreement=None,
        status__in=(*UNDER_WAY, Status.IN_USE),
    ).update(agreement=agreement, updated_at=timezone.now())


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def _require_open(agreement: Agreement) -> None:
    if agreement.stage in SETTLED:
        raise AgreementSettled(agreement=agreement.title)
