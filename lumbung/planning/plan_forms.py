"""Forms of plans: starting a solve, choosing two plans to compare."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lumbung.planning.models import Plan

LONGEST_SOLVE_S = 3600
LARGEST_SEED = 2**31 - 1


class SolveForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    time_limit_s = forms.IntegerField(
        label=_("Time limit (seconds)"),
        min_value=1,
        max_value=LONGEST_SOLVE_S,
        help_text=_("When it runs out, the best valid plan so far is kept with its distance."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        initial=1,
        help_text=_("The same input with the same seed gives the same plan."),
    )

    file = forms.FileField(
        label=_("Another question (scenario.yml)"),
        required=False,
        help_text=_("Without a file the region's own needs, options and means are the question."),
        widget=forms.FileInput(attrs={"accept": ".yml,.yaml,.json"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time_limit_s"].initial = settings.SOLVE_TIME_LIMIT_S


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)


class CompareForm(forms.Form):
    """Two plans that hold a result."""

    a = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan A"))
    b = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan B"))

    def __init__(self, *args: Any, plans: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in ("a", "b"):
            self.fields[field].queryset = plans  # type: ignore[attr-defined]
            self.fields[field].empty_label = None  # type: ignore[attr-defined]
