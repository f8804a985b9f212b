"""Forms of the hub: to whom our figures are told, and interest in what is lacking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models import Interest, SummaryChoice


class SummaryForm(forms.ModelForm[SummaryChoice]):
    class Meta:
        model = SummaryChoice
        fields = ("audience", "with_names")
        widgets = {"audience": forms.RadioSelect}
        help_texts = {
            "with_names": _("Without this mark only numbers by field of work are told."),
        }


class InterestForm(forms.ModelForm[Interest]):
    class Meta:
        model = Interest
        fields = ("way", "note")
        widgets = {"way": forms.RadioSelect}
        help_texts = {"note": _("Seen by whoever sees our figures. Name no persons.")}
