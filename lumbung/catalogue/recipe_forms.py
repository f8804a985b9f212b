"""The recipe editor: one group of fields per activity, without JavaScript. Shared vocabulary like
`domain.recipe`: the catalogue edits offers with it, the planning room its options.

What is written in one field: `after` as `id` or `id+weeks`, comma-separated; costs as one line
each, budget code and rupiah.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.recipes.recipe import (
    ID_REGEX,
    ActivityDocument,
    CostDocument,
    PrecedenceDocument,
    RecipeDocument,
)
from lumbung.kit.widgets import QuickArea, QuickNumber, QuickText

EXTRA_ROWS = 2
MOST_ACTIVITIES = 200
MOST_WEEKS = 520
CODE = re.compile(r"^[0-9]+(\.[0-9]+)*$")
ID_VALIDATOR = RegexValidator(ID_REGEX, _("Lower-case letters, digits and . _ / # - only."))


class IdsField(forms.CharField):
    """Identifiers, separated by commas or spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=QuickText, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        ids = tuple(re.split(r"[,\s]+", super().clean(value).strip(", ")))
        for name in filter(None, ids):
            ID_VALIDATOR(name)
        return tuple(filter(None, ids))


class PrecedenceField(IdsField):
    """As IdsField, each with an optional `+weeks` to wait."""

    def clean(self, value: Any) -> tuple[Any, ...]:
        found: list[Any] = []
        for entry in re.split(r"[,\s]+", forms.CharField(required=False).clean(value)):
            name, plus, weeks = entry.partition("+")
            if not name and not plus:
                continue
            ID_VALIDATOR(name)
            if plus and not (weeks.isdecimal() and int(weeks) <= MOST_WEEKS):
                raise ValidationError(
                    _("Write the weeks to wait as a number, for example training+2.")
                )
            lag = int(weeks or 0)
            found.append({"activity": name, "lag_weeks": lag} if lag else name)
        return tuple(found)


class CostsField(forms.CharField):
    """One cost a line: the budget code, a space, and whole rupiah (dots between digits are
    fine)."""

    def __init__(self, **options: Any) -> None:
        widget = QuickArea(attrs={"rows": 2})
        super().__init__(required=False, max_length=4000, widget=widget, **options)

    def clean(self, value: Any) -> tuple[dict[str, Any], ...]:
        lines = (line.split() for line in super().clean(value).splitlines() if line.strip())
        return tuple(self._cost(words) for words in lines)

    def _cost(self, words: list[str]) -> dict[str, Any]:
        digits = "".join(words[1:]).removeprefix("Rp").replace(".", "").replace(",", "")
        if not CODE.match(words[0]) or not digits.isdecimal():
            raise ValidationError(
                _("Write each cost as a budget code, a space and whole rupiah: %(line)s"),
                params={"line": " ".join(words)},
            )
        return {"code": words[0], "amount_idr": int(digits)}


class ActivityForm(forms.Form):
    id = forms.CharField(
        label=_("Identifier"), max_length=100, validators=[ID_VALIDATOR], widget=QuickText
    )
    name = forms.CharField(label=_("Activity"), max_length=200, widget=QuickText)
    least_weeks = forms.IntegerField(
        label=_("Least weeks"), min_value=1, max_value=MOST_WEEKS, widget=QuickNumber
    )
    most_weeks = forms.IntegerField(
        label=_("Most weeks"), min_value=1, max_value=MOST_WEEKS, required=False, widget=QuickNumber
    )
    after = PrecedenceField(
        label=_("Starts after"),
        help_text=_("Identifiers of activities; training+2 waits two weeks more."),
    )
    costs = CostsField(label=_("Costs"), help_text=_("One line each: budget code and rupiah."))
    source = forms.CharField(label=_("Source"), required=False, max_length=2000, widget=QuickText)
    example = forms.BooleanField(label=_("Figures are invented"), required=False)

    def __init__(self, *args: Any, roles: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for slug, title in roles:
            self.fields[f"effort_{slug}"] = forms.DecimalField(
                label=title,
                required=False,
                min_value=Decimal(0),
                max_digits=6,
                decimal_places=1,
                widget=QuickNumber,
            )

    @property
    def effort_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("effort_")]

    def document(self) -> dict[str, Any]:
        plain = ("id", "name", "least_weeks", "after", "costs", "source", "example")
        return {
            **{name: self.cleaned_data[name] for name in plain},
            "most_weeks": self.cleaned_data["most_weeks"] or None,
            "effort_days": {
                name.removeprefix("effort_"): float(days)
                for name, days in self.cleaned_data.items()
                if name.startswith("effort_") and days
            },
        }


class RecipeRestForm(forms.Form):
    """All of a recipe but its activities."""

    uses = IdsField(label=_("Shared activities"), help_text=_("Identifiers, separated by commas."))
    yearly_costs = CostsField(
        label=_("Yearly costs"), help_text=_("One line each: budget code and rupiah.")
    )
    cpu_millicores = forms.IntegerField(
        label=_("CPU (thousandths of a core)"), min_value=0, max_value=10_000_000, required=False
    )
    memory_mib = forms.IntegerField(
        label=_("Memory (MiB)"), min_value=0, max_value=100_000_000, required=False
    )
    disk_gib = forms.IntegerField(
        label=_("Disk (GiB)"), min_value=0, max_value=10_000_000, required=False
    )
    requires_needs = IdsField(label=_("Needs served before"))
    requires_options = IdsField(label=_("Options live before"))
    excludes = IdsField(label=_("Cannot be beside these options"))

    def document(self) -> dict[str, Any]:
        values = self.cleaned_data
        capacity = {
            name: values[name] or 0 for name in ("cpu_millicores", "memory_mib", "disk_gib")
        }
        lists = ("uses", "yearly_costs", "requires_needs", "requires_options", "excludes")
        return {
            **{name: values[name] for name in lists},
            "demand": capacity if any(capacity.values()) else None,
        }


class ActivitiesEditor:
    """One group of fields per activity, with empty groups below for further ones."""

    def __init__(
        self,
        data: QueryDict | None,
        activities: Sequence[ActivityDocument],
        *,
        prefix: str,
        roles: Sequence[tuple[str, str]],
    ) -> None:
        kind = forms.formset_factory(
            ActivityForm,
            extra=EXTRA_ROWS,
            can_delete=True,
            max_num=MOST_ACTIVITIES,
            absolute_max=MOST_ACTIVITIES,
        )
        self.formset = kind(
            data,
            prefix=prefix,
            initial=[activity_initial(activity) for activity in activities],
            form_kwargs={"roles": every_role(activities, roles)},
        )

    def is_valid(self) -> bool:
        return self.formset.is_valid()

    def documents(self) -> tuple[ActivityDocument, ...]:
        """What was entered and not taken out; only after is_valid()."""
        return tuple(
            ActivityDocument.model_validate(form.document(), strict=False)
            for form in self.formset.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        )


class RecipeEditor:
    """The fields of one recipe, over a request's data or over a recipe that is known."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        recipe: RecipeDocument | None = None,
        roles: Sequence[tuple[str, str]] = (),
    ) -> None:
        known = recipe or RecipeDocument()
        self.activities = ActivitiesEditor(data, known.activities, prefix="activities", roles=roles)
        self.rest = RecipeRestForm(data, prefix="recipe", initial=_rest_initial(known))

    def is_valid(self) -> bool:
        """Judges both parts, so that all that is wrong is shown at once."""
        return all([self.activities.is_valid(), self.rest.is_valid()])

    def document(self) -> RecipeDocument:
        """What was entered; only after is_valid()."""
        rest = self.rest.document()
        return RecipeDocument.model_validate(
            {"activities": self.activities.documents(), **rest}, strict=False
        )


def with_more_rows(data: QueryDict, prefix: str = "activities") -> QueryDict:
    """The same entries with further empty activities below, for the button that asks for them."""
    more = data.copy()
    total = more.get(f"{prefix}-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() else 0
    more[f"{prefix}-TOTAL_FORMS"] = str(min(count + EXTRA_ROWS, MOST_ACTIVITIES))
    return more


def every_role(
    activities: Sequence[ActivityDocument], roles: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The region's roles, and those that are named and it does not have; shown by identifier, so
    that none is lost."""
    known = {slug for slug, _title in roles}
    named = {role for activity in activities for role in activity.effort_days}
    return [*roles, *((role, role) for role in sorted(named - known))]


def activity_initial(activity: ActivityDocument) -> dict[str, Any]:
    return {
        "id": activity.id,
        "name": activity.name,
        "least_weeks": activity.least_weeks,
        "most_weeks": activity.most_weeks,
        "after": ", ".join(_written(entry) for entry in activity.after),
        "costs": _costs_written(activity.costs),
        "source": activity.source,
        "example": activity.example,
        **{f"effort_{role}": Decimal(str(days)) for role, days in activity.effort_days.items()},
    }


def _rest_initial(recipe: RecipeDocument) -> dict[str, Any]:
    demand = recipe.demand.model_dump() if recipe.demand else {}
    lists = ("uses", "requires_needs", "requires_options", "excludes")
    return {
        **{name: ", ".join(getattr(recipe, name)) for name in lists},
        **{name: demand.get(name) for name in ("cpu_millicores", "memory_mib", "disk_gib")},
        "yearly_costs": _costs_written(recipe.yearly_costs),
    }


def _written(entry: str | PrecedenceDocument) -> str:
    if isinstance(entry, str):
        return entry
    return f"{entry.activity}+{entry.lag_weeks}" if entry.lag_weeks else entry.activity


def _costs_written(costs: Iterable[CostDocument]) -> str:
    return "\n".join(f"{cost.code} {cost.amount_idr}" for cost in costs)
