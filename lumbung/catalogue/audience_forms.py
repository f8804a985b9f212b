"""The form of an offer's audience. Regions are written by code or name, one a line: a list of 552
boxes helps nobody, and works without JavaScript no better."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models import Offer
from lumbung.kit.words import nearest_word
from lumbung.registry.queries import regions

MOST_LENGTH = 40_000
MOST_TOLD = 5


class RegionsField(forms.CharField):
    """Regions by Kemendagri code or by name, one a line (or separated by commas or semicolons)."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def clean(self, value: Any) -> list[Any]:
        written = super().clean(value).replace(";", "\n").replace(",", "\n").splitlines()
        names = list(dict.fromkeys(" ".join(line.split()) for line in written if line.strip()))
        if not names:
            return []
        rows = list(regions())
        found = _regions_by_word(rows)
        unknown = [name for name in names if name.casefold() not in found]
        if unknown:
            raise forms.ValidationError([_unknown(name, rows) for name in unknown[:MOST_TOLD]])
        return list(dict.fromkeys(found[name.casefold()] for name in names))


def _regions_by_word(rows: Sequence[Any]) -> dict[str, Any]:
    """By code, by full name, and by name without “Kabupaten”, “Kota” where that is one region's
    alone."""
    short: dict[str, list[Any]] = {}
    for row in rows:
        short.setdefault(_short(row.name), []).append(row)
    words = {name: found[0] for name, found in short.items() if len(found) == 1}
    words |= {row.name.casefold(): row for row in rows}
    return words | {row.code: row for row in rows}


def _short(name: str) -> str:
    folded = name.casefold()
    for kind in ("kabupaten ", "kota ", "provinsi "):
        folded = folded.removeprefix(kind)
    return folded


def _unknown(name: str, rows: Sequence[Any]) -> forms.ValidationError:
    names = {row.name.casefold(): row.name for row in rows}
    nearest = names.get(nearest_word(name.casefold(), names))
    if nearest:
        return forms.ValidationError(
            _("There is no region “%(name)s”. Did you mean “%(nearest)s”?"),
            params={"name": name, "nearest": nearest},
        )
    return forms.ValidationError(
        _("There is no region “%(name)s”. Write its name in full, or its Kemendagri code."),
        params={"name": name},
    )


class AudienceForm(forms.Form):
    """Whom an offer is made to."""

    audience = forms.ChoiceField(
        label=_("Offered to"),
        choices=Offer.Audience.choices,
        initial=Offer.Audience.EVERYONE,
        required=False,
        help_text=_("An offer that is not for everyone is shown on no public page."),
    )
    audience_regions = RegionsField(
        label=_("Provinces or regions"),
        required=False,
        max_length=MOST_LENGTH,
        help_text=_("One a line, by name or code; empty where it is offered to everyone."),
    )

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Offer.Audience.EVERYONE

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        rows = values.get("audience_regions")
        if self.errors or rows is None:
            return values
        kind = values["audience"]
        if kind == Offer.Audience.EVERYONE and rows:
            self.add_error("audience_regions", _("An offer to everyone names no regions."))
        if kind != Offer.Audience.EVERYONE and not rows:
            self.add_error("audience_regions", _("Say which."))
        if kind == Offer.Audience.PROVINCE and any(row.parent_id for row in rows):
            self.add_error("audience_regions", _("Name provinces only."))
        return values

    def fields_of_offer(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {name: values[name] for name in ("audience", "audience_regions")}


def audience_initial(offer: Offer) -> dict[str, Any]:
    names = [row.name for row in offer.audience_regions.order_by("code")]
    return {"audience": offer.audience, "audience_regions": "\n".join(names)}
