"""What a drafted cooperation agreement is made of, and what it is drafted from. Plain values: the
files (DOCX, PDF) are made from them elsewhere, and say the same."""

from dataclasses import dataclass, field
from datetime import date

from lumbung.catalogue.domain.offers.terms import TermsDocument

BLANK = "[………]"
MARK = "DRAF – untuk ditelaah bagian hukum"
ORDINALS = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM")


@dataclass(frozen=True, slots=True)
class PartyInput:
    """`signs_as`: "region" (its head), "office" (a head of office, by mandate) or "other"."""

    side: str
    name: str
    office: str = ""
    address: str = ""
    signatory: str = ""
    signatory_office: str = ""
    signs_as: str = "office"
    mandate_number: str = ""
    mandate_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfferInput:
    name: str
    is_infrastructure: bool
    function: str
    provider: str
    terms: TermsDocument


@dataclass(frozen=True, slots=True)
class ObligationInput:
    side: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MemorandumInput:
    title: str
    number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftInput:
    """All that the record knows; what it does not know becomes a visible blank. `own_side`: the
    one that the record's own number belongs to."""

    subject: str = ""
    parties: tuple[PartyInput, ...] = ()
    offers: tuple[OfferInput, ...] = ()
    obligations: tuple[ObligationInput, ...] = ()
    memorandum: MemorandumInput | None = None
    number: str = ""
    other_number: str = ""
    own_side: str = "adopter"
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What must still be said: `place` in the draft, and the question in English, to be
    translated."""

    place: str
    question: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered paragraph (ayat) with its lettered items."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """`is_standard`: common wording that rests on nothing the record says."""

    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]
    is_standard: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign; `name` may be a blank."""

    party: str
    region: str
    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A cooperation agreement, in Indonesian, from its heading to its signatures."""

    heading: tuple[str, ...]
    numbers: tuple[str, ...]
    opening: str
    parties: tuple[str, ...]
    together: str
    considering: tuple[str, ...]
    legal_bases: tuple[str, ...]
    bridge: str
    articles: tuple[Article, ...]
    closing: str
    signatures: tuple[Signature, ...]
    gaps: tuple[Gap, ...]
    mark: str = MARK


@dataclass(slots=True)
class Blanks:
    """Gathers what is not known while the draft is written."""

    gaps: list[Gap] = field(default_factory=list)
    place: str = ""

    def __call__(self, question: str, about: str = "") -> str:
        """A blank in the text, and its question in the list."""
        gap = Gap(self.place, question, about)
        if gap not in self.gaps:
            self.gaps.append(gap)
        return BLANK

    def known(self, text: str, question: str, about: str = "") -> str:
        """`text`, or a blank where there is none."""
        return text.strip() or self(question, about)
