"""The step of an import in which a person says which sheet is what, and which column."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from lumbung.planning.files.xlsx_layout import Choice, Layout, Sheets, examples
from lumbung.planning.files.xlsx_opening import MOST_BYTES, MOST_ROWS
from lumbung.planning.files.xlsx_parts import Heading


class SheetUploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook (XLSX)"),
        help_text=gettext_lazy("At most 5 MB, without macros."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def content(self) -> bytes:
        """No more than the limit and one byte, which tells that it is passed."""
        return bytes(self.cleaned_data["file"].read(MOST_BYTES + 1))


class LayoutForm(forms.Form):
    """One part of the workbook; its columns are fields `column-agency`, `column-name`, …"""

    head = forms.IntegerField(
        label=gettext_lazy("Row of the headings"), min_value=1, max_value=MOST_ROWS, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, layout: Layout, sheets: Sheets):
        super().__init__(data, prefix=layout.part.name)
        self.layout = layout
        self.sheets = sheets
        names = [("", _("Not imported")), *((name, name) for name in sheets)]
        self.fields["sheet"] = forms.ChoiceField(
            label=_("Sheet"), choices=names, initial=layout.sheet, required=False
        )
        self.fields["head"].initial = layout.head
        titles = [
            (str(column), f"{get_column_letter(column)} · {title}")
            for column, title in (layout.titles or {}).items()
        ]
        for heading in layout.part.headings if layout.sheet else ():
            self.fields[f"column-{heading.field}"] = forms.ChoiceField(
                label=_(heading.title),
                choices=[("", _("Not in the file")), *titles],
                initial=str((layout.columns or {}).get(heading.field, "")),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = list(self._columns(values).values())
        if self._is_same_table(values) and len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One column of the file is chosen twice."))
        return values

    def rows(self) -> Iterator[tuple[Heading, forms.BoundField, list[str]]]:
        """Each column asked for, its choice, and the first values of the column it is."""
        for heading in self.layout.part.headings if self.layout.sheet else ():
            column = (self.layout.columns or {}).get(heading.field, 0)
            table = self.sheets[self.layout.sheet]
            found = examples(self.layout, table, column) if column else []
            yield heading, self[f"column-{heading.field}"], found

    @property
    def is_settled(self) -> bool:
        """False where another sheet or row of headings asks for a new guess."""
        return self._is_same_table(self.cleaned_data) or not self.cleaned_data["sheet"]

    @property
    def choice(self) -> Choice:
        values = self.cleaned_data
        if not values["sheet"] or values["sheet"] != self.layout.sheet:
            return Choice(sheet=values["sheet"])
        if not self._is_same_table(values):
            return Choice(sheet=values["sheet"], head=values["head"])
        return Choice(values["sheet"], self.layout.head, self._columns(values))

    def _is_same_table(self, values: Mapping[str, Any]) -> bool:
        return (
            values.get("sheet", "") == self.layout.sheet
            and (values.get("head") or self.layout.head) == self.layout.head
        )

    @staticmethod
    def _columns(values: Mapping[str, Any]) -> dict[str, int]:
        return {
            name.removeprefix("column-"): int(value)
            for name, value in values.items()
            if name.startswith("column-") and value
        }
