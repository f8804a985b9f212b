"""Entering and changing entries of our own: by hand, or from the text of publiccode.yml."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.forms import MOST_UPLOAD_BYTES
from lumbung.catalogue.models import Entry

BY_HAND = ("name", "kind", "function", "description", "url")


class EntryForm(forms.ModelForm[Entry]):
    """What publiccode.yml tells is not asked for again: an entry that has one, or is told in the
    words of its offers, has no fields for it."""

    publiccode_yml = forms.CharField(
        label="publiccode.yml",
        required=False,
        strip=False,
        max_length=MOST_UPLOAD_BYTES,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "code"}),
        help_text=_("If there is one, it tells name, function and description; paste it whole."),
    )

    url = forms.URLField(
        label=_("Address of the repository"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Entry
        fields = ("name", "kind", "function", "description", "url", "source", "example")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "source": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "function": _("What it does, in one sentence."),
            "source": _("Where this is known from."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        entry = self.instance
        self.fields["name"].required = False
        self.order_fields(["publiccode_yml", *self.fields])
        if entry.pk:
            self.initial["publiccode_yml"] = entry.publiccode_yml
        if entry.pk and (entry.facts or entry.rests_on_offers):
            for name in BY_HAND:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        has_text = bool((values.get("publiccode_yml") or "").strip())
        if "name" in self.fields and not values.get("name") and not has_text:
            self.add_error("name", _("Give a name, or paste publiccode.yml."))
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """The name may come from publiccode.yml."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found | {"name"}

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("publiccode_yml") or "")

    @property
    def columns(self) -> dict[str, Any]:
        """What is told beside publiccode.yml."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "publiccode_yml"
        }
