"""Facts of offered infrastructure as a list to be read. What a help desk never has (rack units) is
left out rather than shown as unknown; what matters for its kind and is not stated is shown so."""

from collections.abc import Iterator

from lumbung.catalogue.domain.offers import terms_words as words
from lumbung.catalogue.domain.offers.infrastructure import InfrastructureDocument
from lumbung.catalogue.domain.offers.terms_rows import PLAIN
from lumbung.catalogue.domain.offers.terms_summary import Mark, TermsRow
from lumbung.catalogue.domain.phrase import Phrase
from lumbung.kit.errors import gettext_noop

AMOUNTS = {
    "cpu_millicores": (gettext_noop("CPU"), gettext_noop("%(amount)s thousandths of a core")),
    "memory_mib": (gettext_noop("Memory"), gettext_noop("%(amount)s MiB")),
    "disk_gib": (gettext_noop("Disk"), gettext_noop("%(amount)s GiB")),
    "rack_units": (gettext_noop("Rack"), gettext_noop("%(amount)s units")),
    "power_watts": (gettext_noop("Power"), gettext_noop("%(amount)s watt")),
    "bandwidth_mbps": (gettext_noop("Bandwidth"), gettext_noop("%(amount)s Mbit/s")),
    "requests_per_month": (
        gettext_noop("Requests for help"),
        gettext_noop("%(amount)s a month"),
    ),
    "places": (gettext_noop("How many may still join"), "%(amount)s"),
    "availability_percent": (gettext_noop("Availability promised"), "%(amount)s%%"),
    "answered_within_hours": (gettext_noop("Answered within"), gettext_noop("%(amount)s hours")),
    "restored_within_hours": (gettext_noop("Restored within"), gettext_noop("%(amount)s hours")),
}
# What a reader asks of each kind first; unstated, it is shown as not stated.
ASKED = {
    "server-room": ("rack_units", "power_watts", "availability_percent"),
    "hosting": ("cpu_millicores", "memory_mib", "disk_gib", "availability_percent"),
    "help-desk": ("requests_per_month", "answered_within_hours"),
    "network": ("bandwidth_mbps", "availability_percent"),
}
PRICE = gettext_noop("%(price_idr)s %(per)s")
ALONE = "%(price_idr)s"


def infrastructure_rows(document: InfrastructureDocument) -> tuple[TermsRow, ...]:
    return tuple(_rows(document))


def _rows(document: InfrastructureDocument) -> Iterator[TermsRow]:
    if document.location:
        yield _said(gettext_noop("Where it stands"), _plain(document.location))
    if document.per:
        yield _said(gettext_noop("Given to"), Phrase(words.CAPACITY_PER[document.per]))
    for name, (label, text) in AMOUNTS.items():
        amount = getattr(document, name)
        if amount is not None:
            yield _said(label, Phrase(text, (("amount", amount),)))
        elif name in ASKED[document.kind]:
            yield TermsRow(label, Mark.UNKNOWN)
    yield _hours(document)
    yield _backed_up(document)
    if document.certificates:
        yield _said(gettext_noop("Certificates"), _plain(", ".join(document.certificates)))
    yield _price(document)
    if document.notes:
        yield _said(gettext_noop("Further facts"), _plain(document.notes))


def _hours(document: InfrastructureDocument) -> TermsRow:
    label = gettext_noop("When it is attended to")
    if document.open_hours is None:
        mark = Mark.SAID if document.hours_note else Mark.UNKNOWN
        return TermsRow(label, mark, note=document.hours_note)
    value = Phrase(words.OPEN_HOURS[document.open_hours])
    return TermsRow(label, Mark.SAID, value, document.hours_note)


def _backed_up(document: InfrastructureDocument) -> TermsRow:
    label = gettext_noop("Backed up by the provider")
    if document.is_backed_up is None:
        return TermsRow(label, Mark.UNKNOWN)
    mark = Mark.YES if document.is_backed_up else Mark.NO
    return TermsRow(label, mark, Phrase(words.YES_NO[document.is_backed_up]))


def _price(document: InfrastructureDocument) -> TermsRow:
    label = gettext_noop("Price")
    if document.price_idr is None:
        return TermsRow(label, Mark.UNKNOWN)
    if document.price_idr == 0:
        return _said(label, Phrase(gettext_noop("free of charge")))
    price = ("price_idr", document.price_idr)
    if document.price_per is None:
        return _said(label, Phrase(ALONE, (price,)))
    return _said(label, Phrase(PRICE, (price, ("per", (words.PRICE_PER[document.price_per],)))))


def _plain(text: str) -> Phrase:
    return Phrase(PLAIN, (("text", text),))


def _said(label: str, value: Phrase) -> TermsRow:
    return TermsRow(label, Mark.SAID, value)
