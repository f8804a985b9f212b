"""The form of the terms: every value may be left “not stated”, and nothing is filled in for the
provider. Groups stand in the order in which the page shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.offers import terms_words as words
from lumbung.catalogue.domain.offers.terms import TermsDocument, terms_findings
from lumbung.kit.widgets import DayInput

NOT_STATED = _("not stated")
MOST_RUPIAH = 10**14
PAID_BY, NEEDED = "paid_by_", "agreement_"


def choices_of(labels: Mapping[str, str]) -> list[tuple[str, str | Promise]]:
    """`labels` are message ids by value."""
    return [("", NOT_STATED), *((key, _(label)) for key, label in labels.items())]


def optional_choice(label: Any, labels: Mapping[str, str], **options: Any) -> forms.ChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices_of(labels), required=False, empty_value=None, **options
    )


def yes_no(label: Any, **options: Any) -> forms.ChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", NOT_STATED), ("true", _("yes")), ("false", _("no"))],
        coerce=lambda value: value == "true",
        empty_value=None,
        required=False,
        **options,
    )


def note(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, required=False, **options)


def rupiah(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_RUPIAH, required=False, **options
    )


class TermsForm(forms.Form):
    fee_idr = rupiah(_("One-off fee (Rp)"), help_text=_("0 where free; empty where not stated."))
    fee_yearly_idr = rupiah(_("Yearly fee (Rp)"))
    fee_note = note(_("What the fees are for"))
    government_use_only = yes_no(_("Government use only"))
    commercial_use_allowed = yes_no(_("Commercial use"))
    onward_sharing_allowed = yes_no(_("May be passed on to others"))
    transfer = optional_choice(_("May be handed over to others"), words.PERMISSIONS)
    publication = optional_choice(_("May be made public"), words.PERMISSIONS)
    changes = optional_choice(_("Source may be changed"), words.PERMISSIONS)
    changes_given_back = yes_no(_("Changes must be given back"))
    logo_stays = yes_no(_("Provider's logo must stay"))
    link_stays = yes_no(_("Link to the provider must stay"))
    copyright_holder = forms.CharField(label=_("Copyright holder"), max_length=200, required=False)
    copyright_registration = forms.CharField(
        label=_("Registration of the copyright"), max_length=100, required=False
    )
    support_kinds = forms.MultipleChoiceField(
        label=_("What help"),
        choices=[(key, _(label)) for key, label in words.SUPPORT_KINDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    support_extent = optional_choice(_("How long help is given"), words.SUPPORT_EXTENTS)
    support_until = forms.DateField(label=_("Last day of help"), required=False, widget=DayInput)
    support = note(_("Note on the help"))
    data_held_by = optional_choice(_("Who keeps the adopter's data"), words.DATA_HOLDERS)
    data_in_country = yes_no(_("Data stays within the country"))
    data_location = note(_("Note on where the data is kept"))
    agreement = note(_("Note on the agreements"))
    notes = note(_("Further terms"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item, label in words.COST_ITEMS.items():
            self.fields[f"{PAID_BY}{item}"] = optional_choice(_(label), words.PAYERS)
        for kind, label in words.AGREEMENTS.items():
            self.fields[f"{NEEDED}{kind}"] = yes_no(_(label))

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Title and fields of each group, for the page."""
        payers = [f"{PAID_BY}{item}" for item in words.COST_ITEMS]
        agreements = [f"{NEEDED}{kind}" for kind in words.AGREEMENTS]
        for title, names in (
            (gettext("Fee"), ["fee_idr", "fee_yearly_idr", "fee_note"]),
            (
                gettext("Use and passing on"),
                [
                    "government_use_only",
                    "commercial_use_allowed",
                    "onward_sharing_allowed",
                    "transfer",
                    "publication",
                ],
            ),
            (
                gettext("Source code and rights"),
                [
                    "changes",
                    "changes_given_back",
                    "logo_stays",
                    "link_stays",
                    "copyright_holder",
                    "copyright_registration",
                ],
            ),
            (
                gettext("Help from the provider"),
                ["support_kinds", "support_extent", "support_until", "support"],
            ),
            (gettext("Data"), ["data_held_by", "data_in_country", "data_location"]),
            (gettext("Who pays what"), payers),
            (gettext("Agreements needed first"), [*agreements, "agreement"]),
            (gettext("Further terms"), ["notes"]),
        ):
            yield title, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            for finding in terms_findings(self.document()):
                self.add_error(finding.key.removeprefix("terms."), gettext(finding.message))
        return values

    def document(self) -> TermsDocument:
        values = dict(self.cleaned_data)
        paid_by = _picked(values, PAID_BY)
        agreements = _picked(values, NEEDED)
        return TermsDocument.model_validate(
            {**values, "paid_by": paid_by, "agreements": agreements}, strict=False
        )


def terms_initial(terms: TermsDocument) -> dict[str, Any]:
    """Values of the fields for terms that are known."""
    values = terms.model_dump(exclude={"source", "example", "paid_by", "agreements"})
    spread = {f"{PAID_BY}{item}": payer for item, payer in terms.paid_by.items()}
    spread |= {f"{NEEDED}{kind}": _written(needed) for kind, needed in terms.agreements.items()}
    return {key: _written(value) for key, value in values.items()} | spread


def _written(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _picked(values: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Takes the fields of that prefix out of `values`; without those that say nothing."""
    names = [name for name in values if name.startswith(prefix)]
    taken = {name.removeprefix(prefix): values.pop(name) for name in names}
    return {name: value for name, value in taken.items() if value is not None}
