"""Forms of people, accounts and the audit log; rules live in the tables, here only kindness."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.core.models import AuditEntry, Role, User
from lumbung.core.queries import audit_actions, people
from lumbung.kit.widgets import DayInput


class PersonForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "role", "agency")
        help_texts = {"agency": _("Only for agency officers.")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        role, agency = values.get("role"), values.get("agency")
        if role == Role.AGENCY and agency is None:
            self.add_error("agency", _("An agency officer belongs to an agency."))
        if role and role != Role.AGENCY and agency is not None:
            self.add_error("agency", _("Only agency officers belong to an agency."))
        return values


class PeopleFilterForm(forms.Form):
    text = forms.CharField(label=_("Search"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("active", _("Active")), ("inactive", _("Deactivated"))],
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the token"),
        max_length=100,
        help_text=_("What it is for, for example: nightly export."),
    )


def _action_choices() -> list[tuple[str, Any]]:
    return [("", _("All actions")), *((name, name) for name in audit_actions())]


class AuditFilterForm(forms.Form):
    text = forms.CharField(label=_("Subject"), required=False)
    user = forms.ModelChoiceField(
        label=_("Person"), required=False, queryset=people(), empty_label=_("Everybody")
    )
    action = forms.ChoiceField(label=_("Action"), required=False, choices=_action_choices)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All outcomes")), *AuditEntry.Outcome.choices],
    )
    from_day = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until_day = forms.DateField(label=_("Until"), required=False, widget=DayInput())
