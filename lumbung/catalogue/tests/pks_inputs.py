"""What drafts are written from, in tests: all said, and nothing said. Persons and offices are
invented."""

from datetime import date

from lumbung.catalogue.domain.agreements.pks_parts import (
    Draft,
    DraftInput,
    MemorandumInput,
    ObligationInput,
    OfferInput,
    PartyInput,
)
from lumbung.catalogue.domain.offers.terms import TermsDocument

WHOLE_TERMS = TermsDocument(
    fee_idr=0,
    fee_yearly_idr=12_500_000,
    government_use_only=True,
    commercial_use_allowed=False,
    onward_sharing_allowed=False,
    transfer="with-permission",
    publication="with-permission",
    changes="with-permission",
    changes_given_back=True,
    logo_stays=True,
    link_stays=True,
    copyright_holder="Pemerintah Kota Contoh",
    copyright_registration="EC0000",
    support_kinds=("installation", "questions"),
    support_extent="until-installation",
    data_held_by="adopter",
    data_in_country=True,
    paid_by={
        "staff": "adopter",
        "servers": "adopter",
        "installation": "shared",
        "training": "adopter",
    },
)
PROVIDER = PartyInput(
    "provider",
    "Kota Contoh",
    "Dinas Komunikasi dan Informatika",
    "Jalan Contoh Nomor 1",
    "Pejabat Contoh",
    "Kepala Dinas",
    "office",
    "100/SK/2027",
    date(2027, 1, 4),
)
ADOPTER = PartyInput(
    "adopter",
    "Kabupaten Misal",
    "",
    "Jalan Misal Nomor 2",
    "Nama Contoh",
    "Bupati",
    "region",
)
WHOLE = DraftInput(
    subject="Pelayanan surat yang lebih cepat.",
    parties=(ADOPTER, PROVIDER),
    offers=(
        OfferInput("e-Surat", False, "surat dan disposisi", "Pemerintah Kota Contoh", WHOLE_TERMS),
    ),
    obligations=(
        ObligationInput("provider", "membantu pemasangan", date(2027, 5, 1)),
        ObligationInput("adopter", "menyediakan peladen;"),
    ),
    memorandum=MemorandumInput(
        "Kesepakatan Bersama Contoh dan Misal", "1/KB/2026", date(2026, 12, 1)
    ),
    number="5/PKS/2027",
    other_number="7/PKS/2027",
    signed_on=date(2027, 1, 18),
    starts_on=date(2027, 2, 1),
    ends_on=date(2029, 1, 31),
)
EMPTY = DraftInput(
    offers=(
        OfferInput("e-Surat", False, "", "Kota Contoh", TermsDocument()),
        OfferInput("Ruang peladen", True, "", "Kota Contoh", TermsDocument()),
    )
)


def as_text(draft: Draft) -> str:
    """The whole draft as lines, for comparing."""
    lines = [draft.mark, *draft.heading, *draft.numbers, draft.opening]
    lines += [f"  {text}" for text in draft.parties]
    lines += [draft.together, *(f"  {text}" for text in draft.considering)]
    lines += [*(f"  {text}" for text in draft.legal_bases), draft.bridge]
    for article in draft.articles:
        lines += [
            "",
            f"Pasal {article.number} {article.title}{' *' if article.is_standard else ''}",
        ]
        for number, paragraph in enumerate(article.paragraphs, start=1):
            lines.append(f"({number}) {paragraph.text}")
            lines += [f"    {item}" for item in paragraph.items]
    lines += ["", draft.closing]
    lines += [
        f"{each.party}: {each.region} / {each.office} / {each.name}" for each in draft.signatures
    ]
    lines += ["", *(f"? {gap.place}: {gap.question} {gap.about}".rstrip() for gap in draft.gaps)]
    return "\n".join(lines) + "\n"
