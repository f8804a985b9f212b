"""Forms of the catalogue: the offer itself, its terms, and the upload of its files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.offer_document import TermsDocument
from lumbung.catalogue.models import Offer
from lumbung.kit.widgets import DayInput, QuickSelect
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
            "publiccode_yml",
        )
        widgets = {
            "provider": QuickSelect,
            "description": forms.Textarea(attrs={"rows": 4}),
            "source": forms.Textarea(attrs={"rows": 2}),
            "publiccode_yml": forms.Textarea(
                attrs={"rows": 8, "spellcheck": "false", "class": "code"}
            ),
        }
        help_texts = {
            "slug": _("Unique among the offers, for example sumedang-e-office."),
            "provider_name": _("Only where no region offers it, for example a community."),
            "publiccode_yml": _("Kept as given and checked in outline; findings do not block."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        provider = self.fields["provider"]
        if isinstance(provider, forms.ModelChoiceField):
            provider.queryset = regions()


class TermsForm(forms.Form):
    fee_idr = forms.IntegerField(
        label=_("One-off fee (Rp)"),
        min_value=0,
        max_value=10**14,
        required=False,
        help_text=_("0 where free; empty where not stated."),
    )
    agreement = forms.CharField(label=_("Agreements needed"), max_length=2000, required=False)
    onward_sharing_allowed = forms.NullBooleanField(
        label=_("May be passed on to others"), required=False
    )
    commercial_use_allowed = forms.NullBooleanField(label=_("Commercial use"), required=False)
    support = forms.CharField(label=_("Help from the provider"), max_length=2000, required=False)
    support_until = forms.DateField(label=_("Help until"), required=False, widget=DayInput)
    data_location = forms.CharField(
        label=_("Where the data is kept"), max_length=2000, required=False
    )
    notes = forms.CharField(
        label=_("Further terms"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def document(self) -> TermsDocument:
        return TermsDocument.model_validate(self.cleaned_data, strict=False)


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
