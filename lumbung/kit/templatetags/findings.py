"""Findings (kit.errors.Finding) as translated text; their messages are templates until here."""

from django import template
from django.utils.translation import gettext

from lumbung.kit.errors import Finding

register = template.Library()


def _filled(text: str, finding: Finding) -> str:
    translated = gettext(text)
    return translated % dict(finding.facts) if finding.facts else translated


@register.filter
def finding_message(finding: Finding) -> str:
    return _filled(finding.message, finding)


@register.filter
def finding_hint(finding: Finding) -> str:
    return _filled(finding.hint, finding) if finding.hint else ""
