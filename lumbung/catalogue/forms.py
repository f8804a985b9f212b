"""Forms of the catalogue: the offer itself and the upload of its files. Terms, audience and facts
of infrastructure have forms of their own beside it (terms_forms, audience_forms,
infrastructure_forms)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models import Entry, Offer
from lumbung.catalogue.queries import entries_for_offers
from lumbung.kit.widgets import QuickSelect
from lumbung.registry.queries import regions

MOST_UPLOAD_BYTES = 1024 * 1024


class OfferForm(forms.ModelForm[Offer]):
    class Meta:
        model = Offer
        fields = (
            "name",
            "slug",
            "kind",
            "provider",
            "provider_name",
            "provider_agency",
            "function",
            "description",
            "source",
            "example",
        )
        widgets = {
            "provider": QuickSelect,
            "description": forms.Textarea(attrs={"rows": 4}),
            "source": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "slug": _("Unique among the offers, for example sumedang-e-office."),
            "provider_name": _("Only where no region offers it, for example a community."),
        }

    publiccode_yml = forms.CharField(
        label="publiccode.yml",
        required=False,
        strip=False,
        max_length=MOST_UPLOAD_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
        help_text=_("Kept with the catalogue's entry of this software; findings do not block."),
    )
    entry = forms.ModelChoiceField(
        Entry.objects.none(),
        label=_("Same software as"),
        required=False,
        widget=QuickSelect,
        empty_label=_("No other offer: an entry of its own"),
        help_text=_(
            "Choose it where the catalogue knows this software already. Software whose"
            " publiccode.yml names the same repository is recognised by itself."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["entry"] = self.instance.entry_id
            self.initial["publiccode_yml"] = self.instance.entry.publiccode_yml
        chosen = str(self.data.get("entry") or self.initial.get("entry") or "")
        provider, entry = self.fields["provider"], self.fields["entry"]
        if isinstance(provider, forms.ModelChoiceField):
            provider.queryset = regions()
        if isinstance(entry, forms.ModelChoiceField):
            entry.queryset = entries_for_offers(int(chosen) if chosen.isdecimal() else None)


def beginning_with(entry: Entry) -> dict[str, Any]:
    """What the form of a new offer of `entry` begins with."""
    kinds = {Entry.Kind.INFRASTRUCTURE: Offer.Kind.INFRASTRUCTURE}
    return {
        "entry": entry.pk,
        "kind": kinds.get(Entry.Kind(entry.kind), Offer.Kind.APPLICATION),
        "name": entry.name,
        "function": entry.function,
        "publiccode_yml": entry.publiccode_yml,
    }


class OfferUploadForm(forms.Form):
    """Either files or texts; a file wins over the text of the same name."""

    offer_file = forms.FileField(label="offer.yml", required=False)
    publiccode_file = forms.FileField(label="publiccode.yml", required=False)
    offer_text = forms.CharField(
        label=_("Text of offer.yml"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code"}),
    )
    publiccode_text = forms.CharField(
        label=_("Text of publiccode.yml"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("offer", "publiccode"):
            values[f"{name}_text"] = self._text(name, values)
        if not values["offer_text"] and not self.errors:
            self.add_error("offer_file", _("Choose a file, or paste its text below."))
        return values

    def _text(self, name: str, values: dict[str, Any]) -> str:
        file = values.get(f"{name}_file")
        if file is None:
            return str(values.get(f"{name}_text") or "")
        if file.size > MOST_UPLOAD_BYTES:
            self.add_error(f"{name}_file", _("The file is larger than 1 MiB."))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error(f"{name}_file", _("The file is not UTF-8 text."))
            return ""
