"""Rupiah and shares as officials read them: whole in tables, juta and miliar in sentences."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()
MILLION = 10**6
BILLION = 10**9


@register.filter
def rupiah(amount_idr: int | None) -> str:
    """`Rp 1.250.000`; a dash where there is no amount."""
    if amount_idr is None:
        return "–"
    return f"Rp\N{NO-BREAK SPACE}{number_format(amount_idr, force_grouping=True)}"


@register.filter
def rupiah_short(amount_idr: int | None) -> str:
    """`Rp 1,3 miliar`, `Rp 60 juta`; below a million as whole rupiah."""
    if amount_idr is None or abs(amount_idr) < MILLION:
        return rupiah(amount_idr)
    if abs(amount_idr) < BILLION:
        text = _("Rp %(amount)s million") % {"amount": _decimal(amount_idr / MILLION)}
    else:
        text = _("Rp %(amount)s billion") % {"amount": _decimal(amount_idr / BILLION)}
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def share(value: float | None) -> str:
    """A number of percent, with one decimal where it needs one: `12,5%`, `80%`."""
    if value is None:
        return "–"
    return f"{_decimal(value)}%"


def _decimal(value: float) -> str:
    rounded = round(value, 1)
    places = 0 if abs(rounded) >= 100 or rounded == int(rounded) else 1
    return number_format(rounded, decimal_pos=places, force_grouping=True)


@register.filter
def days(decidays: int | None) -> str:
    """Tenths of a person-day as days: `12`, `3,5`."""
    return "–" if decidays is None else number_format(decidays / 10, decimal_pos=decidays % 10 > 0)


def rupiah_tile(amount_idr: int) -> str:
    """Where there is room for a few characters only: `1,3 M` (miliar), `60 jt`; a dash for none."""
    if not amount_idr:
        return "–"
    if abs(amount_idr) < BILLION:
        return _("%(amount)s m") % {"amount": _decimal(amount_idr / MILLION)}
    return _("%(amount)s bn") % {"amount": _decimal(amount_idr / BILLION)}
