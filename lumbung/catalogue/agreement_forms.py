"""Forms of agreements: the record, its parties, an obligation, a document, the next stage."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.agreements.agreement_stages import SETTLED
from lumbung.catalogue.domain.agreements.document_kinds import MOST_BYTES
from lumbung.catalogue.models import (
    Agreement,
    AgreementObligation,
    AgreementParty,
    Offer,
)
from lumbung.kit.widgets import DayInput, QuickSelect
from lumbung.registry.queries import regions

MOST_PARTIES = 6


class AgreementForm(forms.ModelForm[Agreement]):
    class Meta:
        model = Agreement
        fields = (
            "kind",
            "title",
            "subject",
            "offers",
            "parent",
            "no_parent_reason",
            "number",
            "other_number",
            "signed_on",
            "starts_on",
            "ends_on",
            "remind_days",
            "source",
            "example",
        )
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 3}),
            "source": forms.Textarea(attrs={"rows": 2}),
            "parent": QuickSelect,
            "signed_on": DayInput,
            "starts_on": DayInput,
            "ends_on": DayInput,
        }
        help_texts = {
            "offers": _("What is shared under it. Several may be chosen."),
            "parent": _("A PKS follows a Kesepakatan Bersama between the heads of region."),
            "no_parent_reason": _("Only for a PKS that has none."),
            "number": _("As our register numbers it; needed before it enters into force."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parents = Agreement.objects.filter(kind__in=("kb", "nk")).exclude(stage="dropped")
        offers = Offer.objects.exclude(state=Offer.State.WITHDRAWN)
        if self.instance.pk:
            parents = parents.exclude(pk=self.instance.pk)
            offers = offers | self.instance.offers.all()
        for name, rows in (("parent", parents), ("offers", offers.distinct())):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


class SettledForm(forms.ModelForm[Agreement]):
    """What may still be changed once it is signed."""

    class Meta:
        model = Agreement
        fields = ("remind_days", "source")
        widgets = {"source": forms.Textarea(attrs={"rows": 2})}


class PartyForm(forms.ModelForm[AgreementParty]):
    class Meta:
        model = AgreementParty
        fields = (
            "side",
            "region",
            "name",
            "agency_name",
            "address",
            "signatory",
            "signatory_office",
            "signs_as",
            "mandate_number",
            "mandate_on",
        )
        widgets = {"region": QuickSelect, "mandate_on": DayInput}
        help_texts = {
            "signs_as": _("A head of office signs a PKS by mandate of the head of region."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        region = self.fields["region"]
        if isinstance(region, forms.ModelChoiceField):
            region.queryset = regions()

    @property
    def is_blank(self) -> bool:
        told = self.cleaned_data
        return not any(told.get(name) for name in ("region", "name", "signatory"))


class BasePartyFormSet(forms.BaseFormSet[PartyForm]):
    def parties(self) -> list[dict[str, Any]]:
        """Rows that name somebody; others are left out."""
        told = [form for form in self.forms if form.cleaned_data and not form.is_blank]
        return [{name: form.cleaned_data[name] for name in PartyForm.Meta.fields} for form in told]


def party_formset(data: Any, known: list[dict[str, Any]]) -> BasePartyFormSet:
    kind = forms.formset_factory(
        PartyForm,
        formset=BasePartyFormSet,
        extra=0 if len(known) >= 2 else 2 - len(known),
        max_num=MOST_PARTIES,
        validate_max=True,
    )
    formset = kind(data, initial=known, prefix="parties")
    return cast(BasePartyFormSet, formset)


class ObligationForm(forms.ModelForm[AgreementObligation]):
    class Meta:
        model = AgreementObligation
        fields = ("side", "text", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "due_on": DayInput}


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word without macros, JPEG or PNG, at most 10 MiB.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MiB."))
        return file


class StageForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def form_of(agreement: Agreement | None, data: Any, **options: Any) -> forms.ModelForm[Agreement]:
    """The form that fits the stage."""
    if agreement is not None and agreement.stage in SETTLED:
        return SettledForm(data, instance=agreement)
    return AgreementForm(data, instance=agreement, **options)
