"""The form of a subscription."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.catalogue.models import ResourceKind
from lumbung.kit.destinations import FetchRefused, place_of
from lumbung.kit.errors import LumbungError
from lumbung.kit.fetching import settings_gate

SECONDS_TO_RESOLVE = 2.0


class WebhookForm(forms.Form):
    """An address that leads inside is refused at once; one whose name is not known yet is not, for
    every message is judged again when it is sent."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Where the other system takes messages, for example https://katalog.example.go.id/hook."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Changes of"),
        choices=ResourceKind.choices,
        help_text=gettext_lazy("Only of what everybody may see of the catalogue."),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            settings_gate().judge(place_of(url), SECONDS_TO_RESOLVE)
        except FetchRefused as error:
            raise forms.ValidationError(_told(error)) from None
        except LumbungError:
            pass
        return url


def _told(error: LumbungError) -> str:
    facts: dict[str, Any] = error.facts
    return " ".join(_(text) % facts if facts else _(text) for text in (error.message, error.hint))
