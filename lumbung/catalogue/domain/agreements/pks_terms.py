"""The terms of an offer as sentences of a cooperation agreement. What the provider has not stated
is asked for, never guessed."""

from collections.abc import Mapping

from lumbung.catalogue.domain.agreements.indonesian_words import day_text, rupiah_in_words
from lumbung.catalogue.domain.agreements.pks_parts import Blanks, OfferInput
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.kit.errors import gettext_noop

USE = gettext_noop("May only governments use it?")
COMMERCE = gettext_noop("May it be used commercially?")
ONWARD = gettext_noop("May the adopter offer it on to others?")
TRANSFER = gettext_noop("May it be handed to others?")
PUBLICATION = gettext_noop("May it be made public?")
CHANGES = gettext_noop("May its source be changed?")
GIVEN_BACK = gettext_noop("Must changes be given back to the provider?")
LOGO = gettext_noop("Must the provider's logo stay?")
COPYRIGHT = gettext_noop("Who holds the copyright?")
FEE = gettext_noop("Is there a one-off fee, and how much?")
YEARLY = gettext_noop("Is there a yearly fee, and how much?")
PAYER = gettext_noop("Who pays for this?")
HELP = gettext_noop("What help does the provider give?")
HELP_END = gettext_noop("Until when is help given?")
HOLDER = gettext_noop("Who keeps the adopter's data?")
COUNTRY = gettext_noop("Does the data stay within the country?")

_PERMISSIONS = {
    "yes": "diperbolehkan",
    "with-permission": "hanya dengan persetujuan tertulis {provider}",
    "no": "tidak diperbolehkan",
}
_HELP = {
    "questions": "menjawab pertanyaan",
    "installation": "membantu pemasangan",
    "training": "melatih pengguna",
    "fixes": "memperbaiki kesalahan",
    "updates": "memberikan pemutakhiran",
    "on-site": "mendampingi di tempat",
}
_COSTS = {
    "staff": "tenaga pelaksana",
    "servers": "peladen dan prasarana",
    "installation": "pemasangan",
    "training": "pelatihan",
    "travel": "perjalanan dinas",
    "changes": "perubahan atas permintaan",
}


def use_items(offer: OfferInput, provider: str, adopter: str, blank: Blanks) -> tuple[str, ...]:
    """What may and may not be done with it."""
    terms, name = offer.terms, offer.name
    # Infrastructure is used, not passed on or changed.
    items = [
        _either(
            terms.government_use_only,
            "hanya digunakan untuk penyelenggaraan pemerintahan",
            "penggunaan tidak dibatasi pada penyelenggaraan pemerintahan",
            "penggunaan di luar penyelenggaraan pemerintahan: {}",
            blank,
            (USE, name),
        ),
        _either(
            terms.commercial_use_allowed,
            "penggunaan untuk kepentingan komersial diperbolehkan",
            "penggunaan untuk kepentingan komersial tidak diperbolehkan",
            "penggunaan untuk kepentingan komersial: {}",
            blank,
            (COMMERCE, name),
        ),
        _either(
            terms.onward_sharing_allowed,
            f"{adopter} boleh menawarkannya kepada daerah atau pihak lain",
            f"{adopter} tidak boleh menawarkannya kepada daerah atau pihak lain",
            "penawaran lebih lanjut kepada daerah atau pihak lain: {}",
            blank,
            (ONWARD, name),
        ),
    ]
    if offer.is_infrastructure:
        return tuple(items)
    items += _permissions(terms, name, provider, blank)
    items += _credit(terms, name, provider, adopter, blank)
    return tuple(items)


def _permissions(terms: TermsDocument, name: str, provider: str, blank: Blanks) -> list[str]:
    asked = (
        ("pengalihan kepada pihak lain", terms.transfer, TRANSFER),
        ("pengumuman atau penerbitan", terms.publication, PUBLICATION),
        ("perubahan kode sumber", terms.changes, CHANGES),
    )
    return [
        f"{what} {_PERMISSIONS[given].format(provider=provider)}"
        if given
        else f"{what}: {blank(question, name)}"
        for what, given, question in asked
    ]


def _credit(
    terms: TermsDocument, name: str, provider: str, adopter: str, blank: Blanks
) -> list[str]:
    items = []
    if terms.changes != "no":
        items.append(
            _either(
                terms.changes_given_back,
                f"perubahan yang dibuat {adopter} diserahkan kembali kepada {provider}",
                f"perubahan yang dibuat {adopter} tidak wajib diserahkan kembali",
                "penyerahan kembali perubahan: {}",
                blank,
                (GIVEN_BACK, name),
            )
        )
    logo = _either(
        terms.logo_stays,
        f"logo {provider} tetap ditampilkan",
        f"logo {provider} boleh diganti",
        f"penayangan logo {provider}: {{}}",
        blank,
        (LOGO, name),
    )
    items.append(logo)
    if terms.link_stays:
        items.append(f"tautan kepada {provider} tetap ditampilkan")
    holder = blank.known(terms.copyright_holder, COPYRIGHT, name)
    registered = terms.copyright_registration
    tail = f", tercatat dengan nomor {registered}" if registered else ""
    items.append(f"hak cipta tetap pada {holder}{tail}")
    return items


def money_items(offer: OfferInput, parties: Mapping[str, str], blank: Blanks) -> tuple[str, ...]:
    """Fees, and who pays what. `parties`: how each side is called."""
    terms, name = offer.terms, offer.name
    items = [
        _fee(terms.fee_idr, "imbalan sekali bayar", blank, (FEE, name)),
        _fee(terms.fee_yearly_idr, "imbalan tahunan", blank, (YEARLY, name)),
    ]
    together = " dan ".join(parties.values())
    for item, what in _COSTS.items():
        payer = terms.paid_by.get(item)  # type: ignore[call-overload]
        if payer:
            who = together if payer == "shared" else parties[payer]
            items.append(f"biaya {what} ditanggung {who}")
        elif item in {"staff", "servers", "installation", "training"}:
            items.append(f"biaya {what} ditanggung {blank(PAYER, f'{name}: {what}')}")
    return tuple(items)


def _fee(amount: int | None, what: str, blank: Blanks, question: tuple[str, str]) -> str:
    if amount is None:
        return f"{what}: {blank(*question)}"
    return f"tanpa {what}" if amount == 0 else f"{what} sebesar {rupiah_in_words(amount)}"


def help_items(offer: OfferInput, blank: Blanks) -> tuple[str, ...]:
    """What help is given, each kind an item, and until when."""
    terms, name = offer.terms, offer.name
    if terms.support_extent == "none":
        return ("tidak ada dukungan teknis",)
    items = [_HELP[kind] for kind in terms.support_kinds] or [blank(HELP, name)]
    if terms.support_until:
        end = f"dukungan diberikan sampai dengan {day_text(terms.support_until)}"
    elif terms.support_extent == "until-installation":
        end = "dukungan diberikan sampai dengan pemasangan selesai"
    elif terms.support_extent == "while-used":
        end = "dukungan diberikan selama digunakan"
    else:
        end = f"dukungan diberikan sampai dengan {blank(HELP_END, name)}"
    return (*items, end)


def data_items(offer: OfferInput, parties: Mapping[str, str], blank: Blanks) -> tuple[str, ...]:
    """Who keeps the adopter's data, and where."""
    terms, name = offer.terms, offer.name
    holders = {**parties, "other": terms.data_location or "pihak lain"}
    holder = holders.get(terms.data_held_by or "") or blank(HOLDER, name)
    items = [
        f"data {parties['adopter']} disimpan oleh {holder}",
        _either(
            terms.data_in_country,
            "data disimpan di wilayah Indonesia",
            "data dapat disimpan di luar wilayah Indonesia",
            "tempat penyimpanan data di dalam atau di luar negeri: {}",
            blank,
            (COUNTRY, name),
        ),
    ]
    if terms.data_location and terms.data_held_by != "other":
        items.append(f"tempat penyimpanan: {terms.data_location}")
    return tuple(items)


def _either(
    stated: bool | None,
    yes: str,
    no: str,
    unknown: str,
    blank: Blanks,
    question: tuple[str, str],
) -> str:
    if stated is None:
        return unknown.format(blank(*question))
    return yes if stated else no
