"""The form of the public check: a file, or its text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.publiccode.verdict import LIMITS


class CheckForm(forms.Form):
    """`content` of the cleaned values is what came, as bytes or text; a file wins."""

    file = forms.FileField(
        label="publiccode.yml", required=False, allow_empty_file=True, max_length=200
    )
    text = forms.CharField(
        label=_("Or the text of the file"),
        required=False,
        strip=False,
        max_length=LIMITS.bytes,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file, text = values.get("file"), values.get("text") or ""
        if file is not None and file.size > LIMITS.bytes:
            self.add_error("file", _("The file is larger than 1 MiB."))
        elif file is not None:
            values["content"] = file.read()
        elif text.strip():
            values["content"] = text.replace("\r\n", "\n")
        elif not self.errors:
            self.add_error("file", _("Choose a file, or paste its text below."))
        return values
