"""A draft cooperation agreement (PKS) from what the record and the offers' terms say.

The draft is Indonesian, whatever language its reader uses, and is for the legal section to review:
it cites no law but what was read (PP 28/2018 and Permendagri 22/2020 on cooperation between
regions; UU 27/2022, Pasal 46, on telling of a failure to protect personal data). Whatever is not
known is a visible blank with a question; nothing is guessed.
"""

from collections.abc import Mapping, Sequence

from lumbung.catalogue.domain.agreements.indonesian_words import (
    day_in_words,
    day_text,
    number_in_words,
)
from lumbung.catalogue.domain.agreements.pks_articles import articles_of
from lumbung.catalogue.domain.agreements.pks_parts import (
    BLANK,
    ORDINALS,
    Blanks,
    Draft,
    DraftInput,
    PartyInput,
    Signature,
)
from lumbung.kit.errors import gettext_noop

PROVIDER_MISSING = gettext_noop("Who provides?")
ADOPTER_MISSING = gettext_noop("Who adopts?")
WHO_SIGNS = gettext_noop("Who signs?")
WHICH_OFFICE = gettext_noop("Which office does the signatory hold?")
WHICH_MANDATE = gettext_noop("Which mandate (surat kuasa), of which day?")
WHERE = gettext_noop("What is the party's address?")
OUR_NUMBER = gettext_noop("Under which number is it registered?")
WHICH_DAY = gettext_noop("On which day is it signed?")
WHICH_PLACE = gettext_noop("Where is it signed?")
MEMORANDUM = gettext_noop("Which Kesepakatan Bersama does it follow, or why is there none?")
OTHER_LAW = gettext_noop("Which further legal bases apply?")
LAW = (
    "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah",
    "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 mengenai kerja sama daerah",
)


def draft_pks(given: DraftInput) -> Draft:
    """Deterministic: equal inputs give an equal draft."""
    blank = Blanks(place="Kepala")
    parties = _both_sides(given.parties, blank)
    called = [f"PIHAK {ORDINALS[index]}" for index in range(len(parties))]
    sides = _sides(parties, called)
    subject = _subject(given)
    heading = _heading(parties, subject)
    numbers = _numbers(given, parties, blank)
    blank.place = "Pembukaan"
    opening = _opening(given, blank)
    told = tuple(_party(*pair, blank) for pair in zip(parties, called, strict=True))
    considering = _considering(given, blank)
    articles = articles_of(given, sides, subject, blank)
    return Draft(
        heading=heading,
        numbers=numbers,
        opening=opening,
        parties=told,
        together=f"{_joined(called)} selanjutnya secara bersama-sama disebut PARA PIHAK, "
        "dan masing-masing disebut PIHAK. PARA PIHAK terlebih dahulu menerangkan:",
        considering=considering,
        legal_bases=(*LAW, f"dasar hukum lain: {BLANK}"),
        bridge="Berdasarkan hal tersebut, PARA PIHAK sepakat mengadakan Perjanjian Kerja Sama "
        f"tentang {subject}, dengan ketentuan sebagai berikut.",
        articles=articles,
        closing=_closing(len(parties)),
        signatures=tuple(_signature(*pair) for pair in zip(parties, called, strict=True)),
        gaps=tuple(blank.gaps),
    )


def _both_sides(parties: Sequence[PartyInput], blank: Blanks) -> tuple[PartyInput, ...]:
    """Providers first; a side that nobody is named for is a blank of its own."""
    found: list[PartyInput] = []
    for side, question in (("provider", PROVIDER_MISSING), ("adopter", ADOPTER_MISSING)):
        known = [party for party in parties if party.side == side]
        found += known or [PartyInput(side, blank(question))]
    return tuple(found[: len(ORDINALS)])


def _sides(parties: Sequence[PartyInput], called: Sequence[str]) -> Mapping[str, str]:
    return {
        side: _joined(
            [name for party, name in zip(parties, called, strict=True) if party.side == side]
        )
        for side in ("provider", "adopter")
    }


def _subject(given: DraftInput) -> str:
    """What the agreement is about, for its heading: the offers, or else the record's subject."""
    names = [f"{_what(offer.is_infrastructure)} {offer.name}" for offer in given.offers]
    if names:
        return f"pemanfaatan bersama {_joined(names)}"
    return given.subject.strip().rstrip(".") or BLANK


def _what(is_infrastructure: bool) -> str:
    return "prasarana" if is_infrastructure else "aplikasi"


def _heading(parties: Sequence[PartyInput], subject: str) -> tuple[str, ...]:
    lines = ["PERJANJIAN KERJA SAMA", "ANTARA"]
    for index, party in enumerate(parties):
        lines += [
            *(["DENGAN"] if index else []),
            *([party.office.upper()] if party.office else []),
            _government(party).upper(),
        ]
    return (*lines, "TENTANG", subject.upper())


def _whole_name(party: PartyInput) -> str:
    return f"{party.office} {_government(party)}" if party.office else _government(party)


def _government(party: PartyInput) -> str:
    """“Pemerintah Kota Singkawang”; others, such as a community, as they are called."""
    named = party.name.lower().startswith("pemerintah")
    if named or party.signs_as == "other" or party.name == BLANK:
        return party.name
    return f"Pemerintah {party.name}"


def _numbers(given: DraftInput, parties: Sequence[PartyInput], blank: Blanks) -> tuple[str, ...]:
    """One number for each party."""
    mine = blank.known(given.number, OUR_NUMBER, "")
    others = given.other_number.strip() or BLANK
    return tuple(f"NOMOR: {mine if party.side == given.own_side else others}" for party in parties)


def _opening(given: DraftInput, blank: Blanks) -> str:
    place = blank(WHICH_PLACE)
    if given.signed_on:
        day = f"Pada hari ini {day_in_words(given.signed_on)}"
    else:
        day = f"Pada hari ini {blank(WHICH_DAY)}, tanggal {BLANK} bulan {BLANK} tahun {BLANK}"
    return f"{day}, bertempat di {place}, kami yang bertanda tangan di bawah ini:"


def _party(party: PartyInput, called: str, blank: Blanks) -> str:
    about = called if party.name == BLANK else party.name
    signatory = blank.known(party.signatory, WHO_SIGNS, about)
    office = blank.known(party.signatory_office, WHICH_OFFICE, about)
    address = blank.known(party.address, WHERE, about)
    return (
        f"{signatory}, {office}, {_mandate(party, about, blank)}bertindak untuk dan atas nama "
        f"{_government(party)}, berkedudukan di {address}, selanjutnya disebut {called}."
    )


def _mandate(party: PartyInput, about: str, blank: Blanks) -> str:
    if party.signs_as != "office":
        return ""
    if party.mandate_number and party.mandate_on:
        number, day = party.mandate_number, day_text(party.mandate_on)
    else:
        number = party.mandate_number or blank(WHICH_MANDATE, about)
        day = day_text(party.mandate_on) if party.mandate_on else blank(WHICH_MANDATE, about)
    return f"berdasarkan Surat Kuasa Nomor {number} tanggal {day}, "


def _considering(given: DraftInput, blank: Blanks) -> tuple[str, ...]:
    if given.memorandum:
        known = given.memorandum
        number = f" Nomor {known.number}" if known.number else f" Nomor {BLANK}"
        day = f" tanggal {day_text(known.signed_on)}" if known.signed_on else ""
        first = f"bahwa telah ditandatangani {known.title}{number}{day};"
    else:
        first = f"bahwa perjanjian ini menindaklanjuti {blank(MEMORANDUM)};"
    offered = [
        f"bahwa {offer.provider} menyediakan {_what(offer.is_infrastructure)} {offer.name}"
        f"{f' ({offer.function})' if offer.function else ''} untuk dimanfaatkan bersama;"
        for offer in given.offers
    ]
    blank(OTHER_LAW)
    return (first, *offered)


def _closing(parties: int) -> str:
    return (
        "Demikian Perjanjian Kerja Sama ini dibuat dan ditandatangani PARA PIHAK pada hari, "
        f"tanggal, bulan, dan tahun tersebut di atas, dalam rangkap {parties} "
        f"({number_in_words(parties)}) yang masing-masing mempunyai kekuatan hukum yang sama."
    )


def _signature(party: PartyInput, called: str) -> Signature:
    """What is missing here is asked for in the opening already."""
    return Signature(
        called,
        _whole_name(party),
        party.signatory_office.strip() or BLANK,
        party.signatory.strip() or BLANK,
    )


def _joined(names: Sequence[str]) -> str:
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
