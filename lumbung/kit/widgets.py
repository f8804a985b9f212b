"""Form inputs that several rooms use."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")


class DayInput(forms.DateInput):
    """The browser's own day picker; values travel as YYYY-MM-DD."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _Quick:
    """Drawn without a template of its own: a recipe's page has hundreds of inputs."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]  # type: ignore[attr-defined]
        found = {"type": widget["type"], "name": name, "value": widget["value"]}
        return format_html("<input{}>", flatatt(found | widget["attrs"]))


class QuickText(_Quick, forms.TextInput): ...


class QuickNumber(_Quick, forms.NumberInput): ...


class QuickArea(forms.Textarea):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        found = flatatt({"name": name} | widget["attrs"])
        return format_html("<textarea{}>\n{}</textarea>", found, widget["value"] or "")


class QuickSelect(forms.Select):
    """For hundreds of choices without groups, such as the country's regions."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        found = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) == chosen else "", label) for key, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(found), options)
