"""The GET form above a list: a search box, and a choice for each thing that the list filters by."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.kit.widgets import QuickSelect

Choices = Iterable[tuple[Any, Any]]


class ListFilter(forms.Form):
    """`choices`: by name, the label and what can be chosen beside all. What cannot be understood
    filters nothing and is told at its field."""

    text = forms.CharField(label=_("Search"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any], choices: Mapping[str, tuple[Any, Choices]]) -> None:
        super().__init__(data)
        for name, (label, known) in choices.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", _("All")), *known], required=False, widget=QuickSelect
            )

    @property
    def chosen(self) -> dict[str, str]:
        """Each filter's text, empty where none is chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
