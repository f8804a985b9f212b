"""Forms of the exchange with other nodes: inviting, joining, how often to read, bundle files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.kit.widgets import QuickSelect
from lumbung.registry.queries import regions

EVERY = (
    (15, _("every 15 minutes")),
    (60, _("every hour")),
    (360, _("every six hours")),
    (1440, _("once a day")),
)


def _region_field(label: Any, empty: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=QuickSelect,
        help_text=help_text,
        choices=lambda: [("", empty), *regions().values_list("code", "name")],
    )


class InvitationForm(forms.Form):
    region = _region_field(
        _("Whom you invite"),
        _("any region that has the link"),
        _("Choose the region, and nobody else can use the link."),
    )
    as_member = forms.BooleanField(
        label=_("As a member of our hub"),
        required=False,
        help_text=_(
            "We then collect what members share and pass on to the others what its origin allows."
        ),
    )


class InvitationLinkForm(forms.Form):
    link = forms.CharField(
        label=_("The link you were sent"),
        max_length=700,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The whole line, from https to its end."),
    )


class JoinForm(forms.Form):
    """The second step: whoever invites is shown, with its key."""

    link = forms.CharField(max_length=700, widget=forms.HiddenInput)
    public_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    trusts_members = forms.BooleanField(
        label=_("Take the keys of its members from it"),
        required=False,
        help_text=_(
            "Only for a hub. You then also receive what its other members share through it. "
            "Without this, you receive only what comes from the hub itself."
        ),
    )


class IntervalForm(forms.Form):
    interval_minutes = forms.TypedChoiceField(label=_("Read it"), coerce=int, choices=EVERY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stated = self.initial.get("interval_minutes")
        if stated and stated not in dict(EVERY):
            other = (stated, _("every %(count)s minutes") % {"count": stated})
            self.fields["interval_minutes"].choices = [other, *EVERY]  # type: ignore[attr-defined]


class PartForm(forms.Form):
    drop_copies = forms.BooleanField(
        label=_("Also take away the copies that came from it"), required=False
    )


class BundleExportForm(forms.Form):
    region = _region_field(
        _("For whom"),
        _("everybody"),
        _("The file holds what this region may see, and only this region can take it in."),
    )


class BundleImportForm(forms.Form):
    file = forms.FileField(label=_("Bundle file"), help_text=_("At most 60 MiB."))
    is_compared = forms.BooleanField(
        label=_("I compared the words of its key with that region"),
        required=False,
        help_text=_("Needed once, the first time that a region's bundle is taken in."),
    )
