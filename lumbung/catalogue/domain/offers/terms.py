"""On what conditions a provider shares, as structured values with free notes beside them.

None, or a key that is absent, means that the provider has not said it; nothing is guessed. The
vocabulary is that of real terms: the replication guide of Kota Magelang's DataGO (memorandum, then
PKS; government use only; no transfer, publication or change without permission; no offering on;
help until installation; the adopter pays its own) fits without a note.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lumbung.catalogue.domain.recipes.recipe import Document, Rupiah
from lumbung.kit.errors import Finding, Severity, gettext_noop


def parse_day(value: object) -> object:
    """YAML 1.2 keeps dates as strings; strict mode would refuse them."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(parse_day)]
Note = Annotated[str, Field(max_length=2000)]
Permission = Literal["yes", "with-permission", "no"]
AgreementKind = Literal["kb", "pks", "mandate"]
SupportKind = Literal["questions", "installation", "training", "fixes", "updates", "on-site"]
SupportExtent = Literal["none", "until-installation", "until-day", "while-used"]
DataHolder = Literal["adopter", "provider", "other"]
CostItem = Literal["staff", "servers", "installation", "training", "travel", "changes"]
Payer = Literal["adopter", "provider", "shared"]

SUPPORT_DAY = gettext_noop("Help until a day is stated, but help is also said to end otherwise.")
SUPPORT_DAY_HINT = gettext_noop("Say “until-day” in support_extent, or leave support_until out.")
NO_SUPPORT = gettext_noop("No help is given, and yet kinds of help are named.")
NO_SUPPORT_HINT = gettext_noop("Leave support_kinds out, or say until when the help lasts.")
COMMERCE = gettext_noop("Only governments may use it, and yet commercial use is allowed.")
COMMERCE_HINT = gettext_noop("Change one of the two; leave out what the provider has not said.")


class TermsDocument(Document):
    """What is not stated is left out, not guessed."""

    fee_idr: Rupiah | None = Field(None, description="One-off fee to the provider; 0 where free")
    fee_yearly_idr: Rupiah | None = Field(None, description="Yearly fee; 0 where there is none")
    fee_note: Note = Field("", description="What the fees are for")
    government_use_only: bool | None = None
    commercial_use_allowed: bool | None = None
    onward_sharing_allowed: bool | None = Field(
        None, description="Whether the adopter may offer it to others"
    )
    transfer: Permission | None = Field(None, description="Whether it may be handed to others")
    publication: Permission | None = Field(None, description="Whether it may be made public")
    changes: Permission | None = Field(None, description="Whether the source may be changed")
    changes_given_back: bool | None = Field(
        None, description="Whether changes must be given back to the provider"
    )
    logo_stays: bool | None = Field(None, description="Whether the provider's logo must stay")
    link_stays: bool | None = Field(None, description="Whether the link to the provider must stay")
    copyright_holder: str = Field("", max_length=200)
    copyright_registration: str = Field(
        "", max_length=100, description="Number of the registered copyright"
    )
    support_kinds: tuple[SupportKind, ...] = Field((), description="What help the provider gives")
    support_extent: SupportExtent | None = Field(None, description="Until when it is given")
    support_until: Day | None = Field(None, description="Last day of that help")
    support: Note = Field("", description="Note on the help")
    data_held_by: DataHolder | None = Field(None, description="Who keeps the adopter's data")
    data_in_country: bool | None = Field(None, description="Whether it stays within the country")
    data_location: Note = Field("", description="Note on where the adopter's data will be kept")
    paid_by: dict[CostItem, Payer] = Field({}, description="Who pays what")
    agreements: dict[AgreementKind, bool] = Field(
        {},
        description="Which are needed first: Kesepakatan Bersama, PKS, mandate (surat kuasa)",
    )
    agreement: Note = Field("", description="Note on the agreements")
    notes: Note = ""


def terms_findings(terms: TermsDocument, *, prefix: str = "terms") -> list[Finding]:
    """Where terms contradict themselves. Keys start with `prefix`."""
    return [
        Finding(f"{prefix}.{key}", message, hint, severity=Severity.ERROR)
        for key, message, hint in _contradictions(terms)
    ]


def _contradictions(terms: TermsDocument) -> Iterator[tuple[str, str, str]]:
    if terms.support_until and terms.support_extent not in (None, "until-day"):
        yield "support_until", SUPPORT_DAY, SUPPORT_DAY_HINT
    if terms.support_kinds and terms.support_extent == "none":
        yield "support_kinds", NO_SUPPORT, NO_SUPPORT_HINT
    if terms.government_use_only and terms.commercial_use_allowed:
        yield "commercial_use_allowed", COMMERCE, COMMERCE_HINT
