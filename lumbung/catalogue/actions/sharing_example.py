"""Writing an example region's sharing: known uses with their sources, invented cases marked as
examples. What is there already stays as it is, so that loading twice changes nothing."""

from typing import Any

from django.conf import settings
from django.db import transaction

from lumbung.catalogue.actions.adoptions import (
    Answer,
    keep_known_adoption,
    move_adoption,
    record_answer,
    request_adoption,
)
from lumbung.catalogue.actions.agreements import add_obligation, create_agreement, move_agreement
from lumbung.catalogue.actions.experiences import answer_question, ask_question, report_use
from lumbung.catalogue.domain.sharing_example import (
    AgreementExample,
    ExperienceExample,
    KnownUse,
    OwnUse,
    SharingExample,
)
from lumbung.catalogue.models import Adoption, Agreement, Experience, Offer
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.registry.queries import agency, region

LETTER = "Surat jawaban (contoh)"


@transaction.atomic
def load_sharing_example(example: SharingExample, *, by: User | None) -> None:
    """Raises NotFoundError for an offer, agency or region that is not there."""
    for known in example.known:
        _known(known, by)
    for own in example.ours:
        _own(own, by)
    if example.agreement:
        _agreement(example.agreement, by)
    for told in example.experience:
        _experience(told, by)


def _known(known: KnownUse, by: User | None) -> None:
    offer = _offer(known.offer)
    same = {"offer": offer, "region": region(known.region)}
    if Adoption.objects.filter(**same, basis=Adoption.Basis.EVIDENCE).exists():
        return
    fields = same | {
        "entry": offer.entry,
        "status": Adoption.Status.AGREED,
        "requested_on": known.since,
        "source": known.source,
    }
    keep_known_adoption(fields, by=by)


def _own(own: OwnUse, by: User | None) -> None:
    offer, whose = _offer(own.offer), agency(own.agency)
    if Adoption.objects.filter(offer=offer, agency=whose, catalog=None).exists():
        return
    fields = {
        "offer": offer,
        "agency": whose,
        "purpose": own.purpose,
        "users_count": own.users,
        "version": own.version,
        "requested_on": own.requested_on,
        "example": True,
    }
    adoption = request_adoption(fields, by=by)
    answer = Answer(verdict="agreed", note=own.answer, answered_on=own.agreed_on, source=LETTER)
    record_answer(adoption, answer, by=by)
    if own.in_use_since:
        for status in (Adoption.Status.INSTALLING, Adoption.Status.IN_USE):
            move_adoption(adoption, status, by=by, on=own.in_use_since)


def _agreement(example: AgreementExample, by: User | None) -> None:
    """Drafted, not signed: nothing is in force by an example."""
    if Agreement.objects.filter(title=example.title).exists():
        return
    fields = {
        "kind": Agreement.Kind.COOPERATION,
        "title": example.title,
        "subject": example.subject,
        "example": True,
        "offers": [_offer(example.offer)],
    }
    sides = (
        ("provider", example.provider, example.provider_office),
        ("adopter", settings.REGION_CODE, example.adopter_office),
    )
    parties = [
        {"side": side, "region": region(code), "agency_name": office}
        for side, code, office in sides
    ]
    agreement = create_agreement(fields, parties, by=by)
    for obligation in example.obligations:
        add_obligation(agreement, obligation.model_dump(), by=by)
    move_agreement(agreement, Agreement.Stage.DRAFTED, by=by)


def _experience(told: ExperienceExample, by: User | None) -> None:
    entry = _offer(told.offer).entry
    if Experience.objects.filter(entry=entry, kind=told.kind, title=told.title).exists():
        return
    plain = ("title", "text", "went_wrong", "version", "months_in_use", "rating")
    fields: dict[str, Any] = {name: getattr(told, name) for name in plain}
    fields |= {"users_count": told.users, "example": True, "agency_name": _name(told.agency)}
    if told.kind == "report":
        effort = told.effort().model_dump(mode="json", exclude_defaults=True)
        report_use(entry, fields | {"effort": effort}, by=by)
        return
    question = ask_question(entry, fields, by=by)
    for answer in told.answers:
        said = {"text": answer.text, "agency_name": _name(answer.agency), "example": True}
        answer_question(question, said, by=by)


def _name(slug: str) -> str:
    return agency(slug).name


def _offer(slug: str) -> Offer:
    found = Offer.objects.select_related("entry").filter(slug=slug).first()
    if found is None:
        raise NotFoundError(kind="offer", key=slug)
    return found
