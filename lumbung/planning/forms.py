"""Forms of the planning room: needs, their weighing, options and what they serve, the horizon."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.widgets import DayInput, QuickSelect
from lumbung.planning import queries
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.models import Horizon, Need, Option, OptionService
from lumbung.planning.models.options import KIND_LABELS
from lumbung.registry.queries import agencies, public_services, regions

EXTRA_SERVICES = 2


class NeedForm(forms.ModelForm[Need]):
    """What an agency says of its need. Somebody who sees all agencies also says whose it is."""

    class Meta:
        model = Need
        fields = ("agency", "name", "service", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": _("In one line, what people shall be able to do."),
            "service": _("The public service that gets better, if it is one of the region's."),
        }

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        services = public_services()
        if sees_all_agencies(viewer):
            _choose_among(self, "agency", agencies())
        else:
            del self.fields["agency"]
            if viewer.agency is not None:
                self.instance.agency = viewer.agency
            services = services.filter(agency=viewer.agency)
        _choose_among(self, "service", services)


class WeighForm(forms.ModelForm[Need]):
    """How much a need counts in the plan: the integrator's part."""

    class Meta:
        model = Need
        fields = ("weight", "mandatory", "deadline")
        widgets = {"deadline": DayInput()}
        help_texts = {
            "weight": _("1 to 1000, compared with the other needs."),
            "mandatory": _("A mandatory need comes before everything else."),
            "deadline": _("The last day on which it must be live; a miss counts like one."),
        }


class OptionForm(forms.ModelForm[Option]):
    class Meta:
        model = Option
        fields = (
            "name",
            "slug",
            "kind",
            "provider",
            "provider_name",
            "terms",
            "is_enabled",
            "source",
            "example",
        )
        widgets = {
            "provider": QuickSelect,
            "terms": forms.Textarea(attrs={"rows": 2}),
            "source": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "slug": _("Unique among the options; other options name it by this."),
            "is_enabled": _("Without this mark the planner does not see the option."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_among(self, "provider", regions())


class FromOfferForm(forms.ModelForm[Option]):
    """How an offer goes into the plan."""

    kind = forms.ChoiceField(
        label=_("Way"),
        choices=[(kind.value, KIND_LABELS[kind]) for kind in (OptionKind.ADOPT, OptionKind.USE)],
    )

    sharpened = forms.BooleanField(
        label=_("Take effort and cost as reports of use correct them"),
        required=False,
        initial=True,
    )

    class Meta:
        model = Option
        fields = ("kind", "name", "slug")

    def __init__(self, *args: Any, has_reports: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_reports:
            del self.fields["sharpened"]

    def option_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "name", "slug")}

    @property
    def is_sharpened(self) -> bool:
        return bool(self.cleaned_data.get("sharpened"))


class ServiceForm(forms.ModelForm[OptionService]):
    """A need that the option serves; an empty row is left out."""

    class Meta:
        model = OptionService
        fields = ("need", "fit_percent")
        widgets = {"need": QuickSelect}

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_among(self, "need", queries.needs(viewer).exclude(state=Need.State.WITHDRAWN))
        self.fields["fit_percent"].widget.attrs |= {"min": 1, "max": 100}


class ServicesFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The needs an option serves, each at most once."""

    def clean(self) -> None:
        chosen = [need for need, _fit in self.services()]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Name each need once only."))

    def services(self) -> list[tuple[Need, int]]:
        return [
            (form.cleaned_data["need"], form.cleaned_data["fit_percent"])
            for form in self.forms
            if form.cleaned_data.get("need")
            and form.cleaned_data.get("fit_percent")
            and not form.cleaned_data.get("DELETE")
        ]


def services_formset(data: Any, known: Sequence[OptionService], *, viewer: User) -> ServicesFormSet:
    kind = forms.formset_factory(
        ServiceForm, formset=ServicesFormSet, extra=EXTRA_SERVICES, can_delete=True
    )
    return kind(  # type: ignore[return-value]
        data,
        prefix="services",
        initial=[{"need": row.need, "fit_percent": row.fit_percent} for row in known],
        form_kwargs={"viewer": viewer},
    )


class OneInsteadForm(forms.ModelForm[Need]):
    """The need for one application instead of several that do the same."""

    class Meta:
        model = Need
        fields = ("name", "agency", "note")
        widgets = {"agency": QuickSelect, "note": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_among(self, "agency", agencies())


class HorizonForm(forms.ModelForm[Horizon]):
    class Meta:
        model = Horizon
        fields = (
            "name",
            "region",
            "first_day",
            "weeks",
            "cost_lifetime_years",
            "source",
            "example",
        )
        widgets = {
            "region": QuickSelect,
            "first_day": DayInput(),
            "source": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "first_day": _("A Monday."),
            "weeks": _("156 weeks are three years."),
            "cost_lifetime_years": _("So that starting late never looks cheaper."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_among(self, "region", regions())

    def clean_first_day(self) -> Any:
        day = self.cleaned_data["first_day"]
        if day.weekday() != 0:
            raise forms.ValidationError(_("Choose a Monday."))
        return day


def _choose_among(form: forms.BaseForm, name: str, rows: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
