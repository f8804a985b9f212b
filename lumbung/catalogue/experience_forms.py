"""Forms of experience: a question, an answer, a report of use, a flag, and hiding with a reason."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.recipes.use_report import COST_KINDS, EffortDocument
from lumbung.catalogue.models import Experience
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.widgets import QuickNumber
from lumbung.registry.queries import agencies

MOST_RUPIAH = 10**14
MARKDOWN_HELP = _("Lists, links and emphasis as in Markdown. Name no persons.")


class WordsForm(forms.ModelForm[Experience]):
    """What every kind has: whose word it is, and the words. An agency officer speaks for the own
    agency; others say for which agency, or for the region as a whole."""

    class Meta:
        model = Experience
        fields: tuple[str, ...] = ("agency_name", "title", "text", "example")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"text": MARKDOWN_HELP}

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if sees_all_agencies(viewer):
            names = [(name, name) for name in agencies().values_list("name", flat=True)]
            known = self.instance.agency_name
            if known and (known, known) not in names:
                names.append((known, known))
            self.fields["agency_name"] = forms.ChoiceField(
                label=_("In the name of"),
                choices=[("", _("the region as a whole")), *names],
                required=False,
            )
        else:
            del self.fields["agency_name"]
            del self.fields["example"]


class QuestionForm(WordsForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = True
        self.fields["title"].label = _("Question in one line")
        self.fields["text"].label = _("More about it")


class AnswerForm(WordsForm):
    class Meta(WordsForm.Meta):
        fields = ("agency_name", "text", "example")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = True
        self.fields["text"].label = _("Answer")


class ReportForm(WordsForm):
    """The words and marks of a report of use; its figures are an EffortForm's."""

    class Meta(WordsForm.Meta):
        fields = (
            "agency_name",
            "version",
            "users_count",
            "months_in_use",
            "title",
            "text",
            "went_wrong",
            "rating",
            "example",
        )
        widgets = WordsForm.Meta.widgets | {"went_wrong": forms.Textarea(attrs={"rows": 4})}
        help_texts = WordsForm.Meta.help_texts | {
            "users_count": _("About how many people work with it."),
            "went_wrong": _("What others should know before they begin."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].label = _("In one line")
        self.fields["text"].label = _("How it did")
        self.fields["rating"] = forms.TypedChoiceField(
            label=_("Would you do it again?"),
            choices=[
                ("", _("not stated")),
                ("5", _("5: yes, at once")),
                ("4", _("4: yes")),
                ("3", _("3: perhaps")),
                ("2", _("2: rather not")),
                ("1", _("1: no")),
            ],
            coerce=int,
            empty_value=None,
            required=False,
        )
        for name, most in (("users_count", 10**9), ("months_in_use", 1200)):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                min_value=0,
                max_value=most,
                required=False,
            )


class EffortForm(forms.Form):
    """Person-days by role, and money by kind."""

    total_days = forms.DecimalField(
        label=_("All person-days"),
        min_value=Decimal("0.1"),
        max_value=100_000,
        decimal_places=1,
        required=False,
        help_text=_("Only where it is not known by role, or the roles are not all."),
    )
    weeks_to_use = forms.IntegerField(
        label=_("Weeks from start of work to use"), min_value=0, max_value=520, required=False
    )

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for slug, title in roles:
            self.fields[f"days_{slug}"] = forms.DecimalField(
                label=title,
                required=False,
                min_value=0,
                max_value=10_000,
                decimal_places=1,
                widget=QuickNumber,
            )
        for part in ("once", "yearly"):
            for kind, label in COST_KINDS.items():
                self.fields[f"{part}_{kind}"] = forms.IntegerField(
                    label=_(label), required=False, min_value=0, max_value=MOST_RUPIAH
                )

    def role_fields(self) -> Iterator[forms.BoundField]:
        return self._starting("days_")

    def once_fields(self) -> Iterator[forms.BoundField]:
        return self._starting("once_")

    def yearly_fields(self) -> Iterator[forms.BoundField]:
        return self._starting("yearly_")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        total, by_role = values.get("total_days"), sum(self._picked("days_").values(), Decimal(0))
        if total and by_role > total:
            self.add_error("total_days", _("The roles together have more days than this."))
        return values

    def document(self) -> EffortDocument:
        values = self.cleaned_data
        total = values["total_days"]
        return EffortDocument.model_validate(
            {
                "effort_days": {role: float(d) for role, d in self._picked("days_").items()},
                "total_days": float(total) if total else None,
                "weeks_to_use": values["weeks_to_use"],
                "once_idr": self._picked("once_"),
                "yearly_idr": self._picked("yearly_"),
            },
            strict=False,
        )

    def _starting(self, prefix: str) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if name.startswith(prefix))

    def _picked(self, prefix: str) -> dict[str, Any]:
        """What was filled in, and is not zero: nought days say nothing of how work went."""
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


def effort_initial(effort: EffortDocument) -> dict[str, Any]:
    return {
        "total_days": effort.total_days,
        "weeks_to_use": effort.weeks_to_use,
        **{f"days_{role}": days for role, days in effort.effort_days.items()},
        **{f"once_{kind}": amount for kind, amount in effort.once_idr.items()},
        **{f"yearly_{kind}": amount for kind, amount in effort.yearly_idr.items()},
    }


class ReasonForm(forms.Form):
    """Why something is flagged, or hidden."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
