"""`sharing.yml` of an example region: who is known to use what, and invented cases of our own.

Home-made, for examples only. What is known carries its source; all else is an example.
"""

from typing import Literal

from pydantic import Field

from lumbung.catalogue.domain.offers.terms import Day
from lumbung.catalogue.domain.recipes.recipe import Document, Id, Rupiah
from lumbung.catalogue.domain.recipes.use_report import CostKind, EffortDocument
from lumbung.kit.documents import locate_document

Code = str


class KnownUse(Document):
    """Handed over or agreed, as published; whether it is in use there nobody told us."""

    offer: Id
    region: Code
    since: Day
    source: str = Field(min_length=1)


class OwnUse(Document):
    offer: Id
    agency: Id
    purpose: str
    users: int | None = None
    requested_on: Day
    agreed_on: Day
    answer: str = ""
    in_use_since: Day | None = None
    version: str = ""


class ObligationExample(Document):
    side: Literal["provider", "adopter"]
    text: str
    due_on: Day


class AgreementExample(Document):
    title: str
    subject: str
    offer: Id
    provider: Code
    provider_office: str
    adopter_office: str
    obligations: tuple[ObligationExample, ...] = ()


class AnswerExample(Document):
    agency: Id
    text: str


class ExperienceExample(Document):
    kind: Literal["question", "report"]
    offer: Id
    agency: Id
    title: str
    text: str
    went_wrong: str = ""
    version: str = ""
    users: int | None = None
    months_in_use: int | None = None
    rating: int | None = Field(None, ge=1, le=5)
    total_days: float | None = None
    weeks_to_use: int | None = None
    once_idr: dict[CostKind, Rupiah] = {}
    yearly_idr: dict[CostKind, Rupiah] = {}
    answers: tuple[AnswerExample, ...] = ()

    def effort(self) -> EffortDocument:
        return EffortDocument(
            total_days=self.total_days,
            weeks_to_use=self.weeks_to_use,
            once_idr=self.once_idr,
            yearly_idr=self.yearly_idr,
        )


class SharingExample(Document):
    format: Literal["lumbung-sharing-example/1"]
    known: tuple[KnownUse, ...] = ()
    ours: tuple[OwnUse, ...] = ()
    agreement: AgreementExample | None = None
    experience: tuple[ExperienceExample, ...] = ()


def read_sharing_example(text: str | bytes, *, file: str = "sharing.yml") -> SharingExample:
    """Raises DocumentInvalid with all findings."""
    found: SharingExample = locate_document(text, SharingExample, file=file).model
    return found
