"""Forms of adding to the catalogue: files, an address, a repository, and sources."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.catalogue.actions.sources import DRIVERS
from lumbung.catalogue.importing.by_upload import MOST_BYTES
from lumbung.catalogue.models import Catalog
from lumbung.kit.archives import MIB
from lumbung.kit.destinations import FetchRefused, place_of
from lumbung.kit.widgets import QuickSelect

MOST_FILES = 20
INTERVALS = (
    (60, gettext_lazy("every hour")),
    (360, gettext_lazy("every six hours")),
    (1440, gettext_lazy("every day")),
    (10080, gettext_lazy("every week")),
)


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadField(forms.FileField):
    """Several files in one field; together no larger than an upload may be."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = data if isinstance(data, list) else [data] if data else []
        found = [super(UploadField, self).clean(file, initial) for file in files or [None]]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(
                _("Choose at most %(most)s files; put more into a ZIP file."),
                params={"most": MOST_FILES},
            )
        if sum(file.size or 0 for file in found) > MOST_BYTES:
            raise forms.ValidationError(
                _("The files are larger than %(most)s MiB together."),
                params={"most": MOST_BYTES // MIB},
            )
        return found


class UploadForm(forms.Form):
    chosen = UploadField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "publiccode.yml, several of them, or a ZIP file, such as a repository's page offers "
            "for download. At most 20 MiB."
        ),
    )

    def contents(self) -> tuple[tuple[str, bytes], ...]:
        return tuple((file.name or "", file.read()) for file in self.cleaned_data["chosen"])


class _AddressField(forms.CharField):
    widget = forms.URLInput

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        try:
            place_of(address)
        except FetchRefused as refused:
            told = (refused.message, refused.hint)
            words = " ".join(_(text) % refused.facts if refused.facts else _(text) for text in told)
            raise forms.ValidationError(words) from None
        return address


class AddressForm(forms.Form):
    address = _AddressField(
        label=gettext_lazy("Address"),
        max_length=2000,
        help_text=gettext_lazy(
            "Of publiccode.yml itself, or of the page of its repository on GitHub, GitLab, "
            "Forgejo, Gitea or Bitbucket."
        ),
    )


class GitForm(forms.Form):
    address = _AddressField(
        label=gettext_lazy("Address for cloning by https"),
        max_length=2000,
        help_text=gettext_lazy(
            "Brings the pictures too, and tells how alive the project is. Nothing of the "
            "repository is run."
        ),
    )


class SourceForm(forms.ModelForm[Catalog]):
    url = _AddressField(label=gettext_lazy("Address"), max_length=500)
    interval_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Read"), choices=INTERVALS, coerce=int, initial=1440
    )

    class Meta:
        model = Catalog
        fields = ("name", "alternative_id", "driver", "url", "interval_minutes")
        widgets = {"driver": QuickSelect}
        help_texts = {
            "alternative_id": gettext_lazy("Unique among sources and partner nodes."),
            "driver": gettext_lazy(
                "A catalogue with the open API (its address ends in /v1), a JSON list of "
                "repository addresses, or one git repository."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        driver = self.fields["driver"]
        if isinstance(driver, forms.ChoiceField):
            driver.choices = [(each.value, each.label) for each in DRIVERS]
