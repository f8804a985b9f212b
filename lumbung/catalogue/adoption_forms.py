"""Forms of adoptions: the request, the answer to it, the adopter's next word, known uses."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.agreements.adoption_moves import Status
from lumbung.catalogue.models import Adoption, AdoptionAnswer, Agreement, Entry
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.widgets import DayInput, QuickSelect
from lumbung.registry.queries import agencies, regions


class RequestForm(forms.ModelForm[Adoption]):
    """What the adopter says when asking. Somebody who sees all agencies also says whose it is."""

    class Meta:
        model = Adoption
        fields = ("agency", "purpose", "users_count", "version", "fit_percent")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "purpose": _("The offering region reads this. Name no persons."),
            "users_count": _("About how many people will work with it."),
            "version": _("Where a certain one is wanted."),
            "fit_percent": _("How well it serves the need, 1 to 100; stays on our own node."),
        }

    def __init__(self, *args: Any, viewer: User, need: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need_slug"] = forms.RegexField(
            r"^[a-z0-9][a-z0-9._/#-]*$",
            required=False,
            max_length=100,
            initial=need,
            widget=forms.HiddenInput,
        )
        if not need:
            del self.fields["fit_percent"]
        agency = self.fields["agency"]
        if not sees_all_agencies(viewer):
            del self.fields["agency"]
        elif isinstance(agency, forms.ModelChoiceField):
            agency.queryset = agencies()
            agency.empty_label = str(_("The region as a whole"))


class AnswerForm(forms.ModelForm[AdoptionAnswer]):
    """The offering region's word; with `by_letter`, as the adopter's staff writes it down."""

    class Meta:
        model = AdoptionAnswer
        fields = ("verdict", "note", "answered_on", "source")
        widgets = {
            "verdict": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
            "answered_on": DayInput,
        }
        help_texts = {
            "note": _("The adopter reads this. Name no persons."),
            "source": _("For example the letter's number and day."),
        }

    def __init__(self, *args: Any, by_letter: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Answer"), choices=AdoptionAnswer.Verdict.choices, widget=forms.RadioSelect
        )
        if by_letter:
            self.fields["source"].required = True
        else:
            del self.fields["source"]
            del self.fields["answered_on"]

    def clean_answered_on(self) -> Any:
        return _not_ahead(self.cleaned_data["answered_on"])


class MoveForm(forms.Form):
    """The adopter's next word."""

    status = forms.ChoiceField(label=_("Next"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On"), widget=DayInput, required=False)
    version = forms.CharField(label=_("Version"), max_length=100, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays on our own node."),
    )

    def __init__(self, *args: Any, moves: tuple[Status, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        status = self.fields["status"]
        if isinstance(status, forms.ChoiceField):
            status.choices = [(move.value, Adoption.Status(move).label) for move in moves]
        if moves:
            status.initial = moves[0].value
        self.fields["on"].initial = timezone.localdate
        if not {Status.IN_USE, Status.STOPPED} & set(moves):
            del self.fields["on"]
        if not {Status.IN_USE, Status.INSTALLING} & set(moves):
            del self.fields["version"]

    def clean_on(self) -> Any:
        return _not_ahead(self.cleaned_data["on"])


class AgreementChoiceForm(forms.Form):
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label=_("Agreement"), required=False, widget=QuickSelect
    )

    def __init__(self, *args: Any, known: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agreement"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = known


class KnownAdoptionForm(forms.ModelForm[Adoption]):
    """A use elsewhere, as published."""

    class Meta:
        model = Adoption
        fields = (
            "entry",
            "region",
            "agency_name",
            "status",
            "in_use_since",
            "stopped_on",
            "version",
            "source",
            "example",
        )
        widgets = {
            "entry": QuickSelect,
            "region": QuickSelect,
            "in_use_since": DayInput,
            "stopped_on": DayInput,
            "source": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "source": _("Where it was published, so that others can look."),
            "in_use_since": _("Empty where the source does not tell."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].required = True
        self.fields["status"] = forms.ChoiceField(
            label=_("Status"),
            choices=[
                (status.value, status.label)
                for status in (Adoption.Status.IN_USE, Adoption.Status.STOPPED)
            ],
        )
        for name, rows in (("entry", Entry.objects.filter(is_active=True)), ("region", regions())):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


def _not_ahead(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day
