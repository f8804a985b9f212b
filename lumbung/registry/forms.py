"""Forms of the registry, made from what each kind of row declares; the rules are the tables'."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.widgets import DayInput
from lumbung.registry.entity import Entity
from lumbung.registry.import_preview import Columns
from lumbung.registry.models.staff import MOST_DECIDAYS_PER_WEEK

TENTHS = 10
FLAG_CHOICES = [("", _("All")), ("yes", _("Yes")), ("no", _("No"))]


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row of any kind; `viewer` decides which owner may be chosen."""

    def __init__(self, *args: Any, entity: Entity, viewer: User | AnonymousUser, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left blank, it is made from the name.")
        if entity.owner and not sees_all_agencies(viewer):
            self._fix_owner(entity.owner, getattr(viewer, "agency_id", None))

    def _fix_owner(self, name: str, agency_id: int | None) -> None:
        field: Any = self.fields[name]
        field.queryset = field.queryset.filter(pk=agency_id)
        field.required = True
        field.empty_label = None


class DaysField(forms.DecimalField):
    """Tenths of a day, entered and shown as days."""

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / TENTHS if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        days = super().clean(value)
        return None if days is None else int(days * TENTHS)


def _formfield(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    if field.name == "decidays_per_week":
        most = MOST_DECIDAYS_PER_WEEK // TENTHS
        return DaysField(
            label=_("Days per week"), min_value=0, max_value=most, decimal_places=1, step_size=0.1
        )
    if isinstance(field, models.DateField):
        kwargs["widget"] = DayInput()
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    if isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
    return field.formfield(**kwargs)


def row_form(entity: Entity) -> type[RowForm]:
    made: Any = forms.modelform_factory(
        entity.model, form=RowForm, fields=entity.fields, formfield_callback=_formfield
    )
    kind: type[RowForm] = made
    return kind


class FilterForm(forms.Form):
    """The search box above a list, and one choice for each field that the list filters by."""

    text = forms.CharField(label=_("Search"), required=False)

    def __init__(self, data: Mapping[str, Any], *, entity: Entity, names: tuple[str, ...]):
        super().__init__(data)
        for name in names:
            self.fields[name] = _filter_field(entity.model._meta.get_field(name))


def _filter_field(field: Any) -> forms.Field:
    label = str(field.verbose_name).capitalize()
    if field.is_relation:
        rows = field.related_model._default_manager.all()
        return forms.ModelChoiceField(rows, label=label, required=False, empty_label=_("All"))
    if isinstance(field, models.BooleanField):
        return forms.ChoiceField(label=label, required=False, choices=FLAG_CHOICES)
    if field.choices:
        choices = [("", _("All")), *field.choices]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    values = field.model._default_manager.order_by(field.name).values_list(field.name, flat=True)
    choices = [("", _("All")), *((value, value) for value in values.distinct())]
    return forms.ChoiceField(label=label, required=False, choices=choices)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """Which column is which field; fields are named `column-0`, `column-1`, …"""

    def __init__(self, data: Mapping[str, Any] | None, *, columns: Columns):
        super().__init__(data)
        self.columns = columns
        if len(columns.table.sheets) > 1:
            sheets = [(name, name) for name in columns.table.sheets]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=sheets, initial=columns.table.sheet
            )
        self.fields["header_line"] = forms.IntegerField(
            label=_("Row of the headings"), min_value=1, initial=columns.header_line
        )
        choices = [
            ("", _("Not imported")),
            *((one.name, capfirst(one.title)) for one in columns.fields),
        ]
        for number, heading in self.numbered_headings():
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=columns.mapping.get(number, ""),
            )

    def numbered_headings(self) -> list[tuple[int, str]]:
        return [
            (number, str(heading))
            for number, heading in enumerate(self.columns.headings)
            if heading not in (None, "")
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = [value for name, value in values.items() if name.startswith("column-") and value]
        for twice in {name for name in chosen if chosen.count(name) > 1}:
            title = next(one.title for one in self.columns.fields if one.name == twice)
            message = _("Two columns are chosen for “%(title)s”.")
            self.add_error(None, forms.ValidationError(message, params={"title": title}))
        return values

    @property
    def options(self) -> dict[str, Any]:
        """As kept with the upload. Another sheet or row of headings asks for a new guess."""
        values = self.cleaned_data
        options = {
            "sheet": values.get("sheet", ""),
            "header_line": values["header_line"],
            "mapping": {
                name.removeprefix("column-"): value
                for name, value in values.items()
                if name.startswith("column-") and value
            },
        }
        if values.get("sheet", self.columns.table.sheet) != self.columns.table.sheet:
            return {"sheet": values["sheet"]}
        if values["header_line"] != self.columns.header_line:
            return {"sheet": options["sheet"], "header_line": values["header_line"]}
        return options
