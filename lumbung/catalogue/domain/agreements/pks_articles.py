"""The articles of a draft cooperation agreement. Those on the object, the duties, use, money, help,
data and duration say what the record and the terms say; the last ones are common wording, marked so
that the legal section looks at them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lumbung.catalogue.domain.agreements.indonesian_words import day_text
from lumbung.catalogue.domain.agreements.pks_parts import (
    Article,
    Blanks,
    DraftInput,
    ObligationInput,
    OfferInput,
    Paragraph,
)
from lumbung.catalogue.domain.agreements.pks_terms import (
    data_items,
    help_items,
    money_items,
    use_items,
)
from lumbung.kit.errors import gettext_noop

WHAT_FOR = gettext_noop("What is the purpose, in one sentence?")
WHAT_OBJECT = gettext_noop("What is shared? Link the offers to the record.")
WHAT_DUTIES = gettext_noop("What must this side do, and until when?")
FROM_WHEN = gettext_noop("From which day is it in force?")
UNTIL_WHEN = gettext_noop("Until which day is it in force?")
WHO_ANSWERS = gettext_noop("Which posts answer for it day by day?")
HOW_OFTEN = gettext_noop("How often do the parties look at how it goes?")
WHICH_COURT = gettext_noop("Who decides where the parties do not agree?")
WHAT_NOTICE = gettext_noop("How many days before does one give notice?")

Sides = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What every article is written from."""

    given: DraftInput
    sides: Sides
    subject: str
    blank: Blanks

    @property
    def provider(self) -> str:
        return self.sides["provider"]

    @property
    def adopter(self) -> str:
        return self.sides["adopter"]


Writer = Callable[[Told], tuple[Paragraph, ...]]


def articles_of(
    given: DraftInput, sides: Sides, subject: str, blank: Blanks
) -> tuple[Article, ...]:
    """In order, numbered from 1. The gaps of each are noted under its number."""
    told = Told(given, sides, subject, blank)
    articles = []
    for number, (title, write, is_standard) in enumerate(_ARTICLES, start=1):
        blank.place = f"Pasal {number}"
        articles.append(Article(number, title, write(told), is_standard))
    return tuple(articles)


def _purpose(told: Told) -> tuple[Paragraph, ...]:
    purpose = told.blank.known(told.given.subject.rstrip(". "), WHAT_FOR)
    return (
        Paragraph(
            f"Perjanjian ini dimaksudkan sebagai dasar bagi PARA PIHAK dalam {told.subject}."
        ),
        Paragraph(f"Tujuan perjanjian ini: {purpose}."),
    )


def _object(told: Told) -> tuple[Paragraph, ...]:
    items = [
        f"{'prasarana' if offer.is_infrastructure else 'aplikasi'} {offer.name}"
        f"{f' ({offer.function})' if offer.function else ''}"
        for offer in told.given.offers
    ]
    return (_listed("Objek perjanjian ini:", items or [told.blank(WHAT_OBJECT)]),)


def _scope(told: Told) -> tuple[Paragraph, ...]:
    items = [
        f"pemberian hak pakai atas objek perjanjian oleh {told.provider} kepada {told.adopter}",
        "dukungan teknis",
        "pengelolaan dan pelindungan data",
        "pemantauan dan evaluasi",
    ]
    return (_listed("Ruang lingkup perjanjian ini:", items),)


def _duties(told: Told) -> tuple[Paragraph, ...]:
    paragraphs = []
    for side, name in told.sides.items():
        own = [_duty(row) for row in told.given.obligations if row.side == side]
        items = own or [told.blank(WHAT_DUTIES, name)]
        paragraphs.append(_listed(f"{name} berkewajiban:", items))
    paragraphs.append(
        Paragraph(
            "Masing-masing PIHAK berhak atas pelaksanaan kewajiban PIHAK lainnya sebagaimana "
            "diatur dalam perjanjian ini."
        )
    )
    return tuple(paragraphs)


def _duty(row: ObligationInput) -> str:
    text = row.text.strip().rstrip(".;")
    return f"{text}, paling lambat {day_text(row.due_on)}" if row.due_on else text


def _use(told: Told) -> tuple[Paragraph, ...]:
    return _by_offer(
        told,
        "Ketentuan penggunaan {name}:",
        lambda offer: use_items(offer, told.provider, told.adopter, told.blank),
    )


def _money(told: Told) -> tuple[Paragraph, ...]:
    return _by_offer(
        told,
        "Pembiayaan {name}:",
        lambda offer: money_items(offer, told.sides, told.blank),
    )


def _help(told: Told) -> tuple[Paragraph, ...]:
    return _by_offer(
        told,
        f"Dukungan teknis {told.provider} untuk {{name}}:",
        lambda offer: help_items(offer, told.blank),
    )


def _data(told: Told) -> tuple[Paragraph, ...]:
    own = _by_offer(
        told, "Data pada {name}:", lambda offer: data_items(offer, told.sides, told.blank)
    )
    return (
        *own,
        Paragraph(
            "Dalam hal terjadi kegagalan pelindungan data pribadi, PIHAK yang mengendalikan data "
            "menyampaikan pemberitahuan tertulis paling lambat 3 x 24 jam kepada subjek data "
            "pribadi dan lembaga, sesuai dengan Pasal 46 Undang-Undang Nomor 27 Tahun 2022, dan "
            "memberitahukannya kepada PIHAK lainnya."
        ),
    )


def _duration(told: Told) -> tuple[Paragraph, ...]:
    given, blank = told.given, told.blank
    start = day_text(given.starts_on) if given.starts_on else blank(FROM_WHEN)
    end = day_text(given.ends_on) if given.ends_on else blank(UNTIL_WHEN)
    return (
        Paragraph(f"Perjanjian ini berlaku sejak {start} sampai dengan {end}."),
        Paragraph(
            "Perjanjian ini dapat diperpanjang dengan kesepakatan tertulis PARA PIHAK sebelum "
            "jangka waktunya berakhir."
        ),
    )


def _contacts(told: Told) -> tuple[Paragraph, ...]:
    items = [f"{name}: {told.blank(WHO_ANSWERS, name)}" for name in told.sides.values()]
    return (
        _listed("Penghubung PARA PIHAK, menurut jabatan:", items),
        Paragraph("Penggantian penghubung diberitahukan secara tertulis."),
    )


def _review(told: Told) -> tuple[Paragraph, ...]:
    often = told.blank(HOW_OFTEN)
    return (
        Paragraph(f"PARA PIHAK mengevaluasi pelaksanaan perjanjian ini setiap {often}."),
        Paragraph(
            f"{told.adopter} menyatakan setiap tahun apakah objek perjanjian masih digunakan."
        ),
    )


def _force_majeure(told: Told) -> tuple[Paragraph, ...]:
    return (
        Paragraph(
            "PIHAK yang tidak dapat memenuhi kewajibannya karena keadaan di luar kekuasaannya "
            "memberitahukan hal itu secara tertulis kepada PIHAK lainnya, dan dibebaskan dari "
            "kewajiban tersebut selama keadaan itu berlangsung."
        ),
    )


def _disputes(told: Told) -> tuple[Paragraph, ...]:
    return (
        Paragraph("Perselisihan diselesaikan secara musyawarah untuk mencapai mufakat."),
        Paragraph(
            f"Apabila mufakat tidak tercapai, penyelesaian melalui {told.blank(WHICH_COURT)}."
        ),
    )


def _changes(told: Told) -> tuple[Paragraph, ...]:
    notice = told.blank(WHAT_NOTICE)
    return (
        Paragraph(
            "Perubahan perjanjian ini dituangkan dalam adendum yang ditandatangani PARA PIHAK."
        ),
        Paragraph(
            "PIHAK yang hendak mengakhiri perjanjian ini sebelum waktunya memberitahukannya "
            f"secara tertulis paling lambat {notice} hari sebelumnya."
        ),
        Paragraph(
            "Pengakhiran perjanjian tidak menghapus kewajiban yang timbul sebelum pengakhiran."
        ),
    )


def _listed(text: str, items: list[str] | tuple[str, ...]) -> Paragraph:
    ends = [*(";" for _ in items[:-2]), *(["; dan"] if len(items) > 1 else []), "."]
    return Paragraph(
        text, tuple(f"{item.rstrip('.;')}{end}" for item, end in zip(items, ends, strict=True))
    )


def _by_offer(
    told: Told, text: str, items: Callable[[OfferInput], tuple[str, ...]]
) -> tuple[Paragraph, ...]:
    if not told.given.offers:
        return (Paragraph(f"{text.format(name=told.blank(WHAT_OBJECT)).rstrip(':')}."),)
    return tuple(_listed(text.format(name=offer.name), items(offer)) for offer in told.given.offers)


_ARTICLES: tuple[tuple[str, Writer, bool], ...] = (
    ("MAKSUD DAN TUJUAN", _purpose, False),
    ("OBJEK", _object, False),
    ("RUANG LINGKUP", _scope, False),
    ("HAK DAN KEWAJIBAN", _duties, False),
    ("KETENTUAN PENGGUNAAN", _use, False),
    ("PEMBIAYAAN", _money, False),
    ("DUKUNGAN TEKNIS", _help, False),
    ("DATA DAN PELINDUNGAN DATA PRIBADI", _data, False),
    ("JANGKA WAKTU", _duration, False),
    ("PENGHUBUNG", _contacts, False),
    ("EVALUASI", _review, False),
    ("KEADAAN KAHAR", _force_majeure, True),
    ("PENYELESAIAN PERSELISIHAN", _disputes, True),
    ("PERUBAHAN DAN PENGAKHIRAN", _changes, True),
)
