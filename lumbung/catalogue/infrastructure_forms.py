"""The form of offered infrastructure: its kind and facts. Empty where an application is offered."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.offers import terms_words as words
from lumbung.catalogue.domain.offers.infrastructure import InfrastructureDocument
from lumbung.catalogue.models import Offer
from lumbung.catalogue.terms_forms import note, optional_choice, rupiah, yes_no

MOST_CERTIFICATES = 20


def amount(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


def hours(label: Any) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0.1, max_value=10_000, required=False)


class LinesField(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class InfrastructureForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What infrastructure"),
        choices=[("", _("none; an application is offered")), *Offer.Infrastructure.choices],
        required=False,
    )
    location = forms.CharField(label=_("Where it stands"), max_length=300, required=False)
    places = amount(_("How many may still join"), 10_000)
    per = optional_choice(_("Capacity is given to"), words.CAPACITY_PER)
    cpu_millicores = amount(_("CPU (thousandths of a core)"), 10_000_000)
    memory_mib = amount(_("Memory (MiB)"), 100_000_000)
    disk_gib = amount(_("Disk (GiB)"), 10_000_000)
    rack_units = amount(_("Rack units"), 10_000)
    power_watts = amount(_("Power (watt)"), 10_000_000)
    bandwidth_mbps = amount(_("Bandwidth (Mbit/s)"), 10_000_000)
    requests_per_month = amount(_("Requests for help a month"), 10_000_000)
    open_hours = optional_choice(_("When it is attended to"), words.OPEN_HOURS)
    hours_note = forms.CharField(label=_("Hours in words"), max_length=300, required=False)
    availability_percent = forms.FloatField(
        label=_("Availability promised (%)"), min_value=0.001, max_value=100, required=False
    )
    answered_within_hours = hours(_("Answered within (hours)"))
    restored_within_hours = hours(_("Restored within (hours)"))
    is_backed_up = yes_no(_("Backed up by the provider"))
    certificates = LinesField(
        label=_("Certificates"),
        required=False,
        max_length=2000,
        help_text=_("One a line, for example SNI ISO/IEC 27001."),
    )
    price_idr = rupiah(_("Price (Rp)"), help_text=_("0 where free; empty where not stated."))
    price_per = optional_choice(_("Price is for"), words.PRICE_PER)
    notes = note(_("Further facts"), widget=forms.Textarea(attrs={"rows": 2}))

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        capacity = ["cpu_millicores", "memory_mib", "disk_gib"]
        for title, names in (
            ("", ["kind", "location", "places", "per"]),
            (
                gettext("Capacity"),
                [*capacity, "rack_units", "power_watts", "bandwidth_mbps", "requests_per_month"],
            ),
            (
                gettext("Service level"),
                [
                    "open_hours",
                    "hours_note",
                    "availability_percent",
                    "answered_within_hours",
                    "restored_within_hours",
                    "is_backed_up",
                ],
            ),
            (gettext("Price and papers"), ["price_idr", "price_per", "certificates", "notes"]),
        ):
            yield title, [self[name] for name in names]

    def clean_certificates(self) -> list[str]:
        lines: list[str] = self.cleaned_data["certificates"]
        if len(lines) > MOST_CERTIFICATES or any(len(line) > 100 for line in lines):
            raise forms.ValidationError(
                _("At most %(count)s lines of 100 characters."),
                params={"count": MOST_CERTIFICATES},
            )
        return lines

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        said = [name for name, value in values.items() if value not in (None, "", [])]
        if said and not values.get("kind") and not self.errors:
            self.add_error("kind", _("Say what infrastructure these facts are about."))
        return values

    def document(self) -> InfrastructureDocument | None:
        if not self.cleaned_data["kind"]:
            return None
        return InfrastructureDocument.model_validate(self.cleaned_data, strict=False)


def infrastructure_initial(document: InfrastructureDocument | None) -> dict[str, Any]:
    if document is None:
        return {}
    values = document.model_dump(exclude={"source", "example"})
    backed_up = values["is_backed_up"]
    return values | {
        "certificates": "\n".join(values["certificates"]),
        "is_backed_up": None if backed_up is None else str(backed_up).lower(),
    }
