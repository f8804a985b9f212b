"""The check of publiccode.yml over the API. Nothing is stored, and nothing is fetched."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lumbung.catalogue.domain.publiccode import facts_of, read_publiccode
from lumbung.core.access import Right, access
from lumbung.kit.api_texts import LongText
from lumbung.kit.errors import Finding

router = Router(tags=["entries"])


class CheckIn(Schema):
    publiccode_yml: LongText


class FindingOut(Schema):
    """`severity` is error or warning; line and column count from 1."""

    key: str
    message: str
    hint: str
    line: int
    column: int
    severity: str


class CheckOut(Schema):
    """`findings` of the text as given; `repairs` and `corrected_text` of the lenient reading;
    `missing`: what the corrected text still lacks; `facts`: what was understood, if anything."""

    valid: bool
    findings: list[FindingOut]
    repairs: list[FindingOut]
    missing: list[FindingOut]
    corrected_text: str
    facts: dict[str, Any] | None


@router.post("/catalogue/check", response=CheckOut, summary="Check a publiccode.yml")
@access(Right.SEE_PUBLIC)
def check_publiccode(request: HttpRequest, body: CheckIn) -> Any:
    """By the standard 0 to 0.7, offline."""
    reading = read_publiccode(body.publiccode_yml)
    return {
        "valid": reading.is_valid,
        "findings": _told(reading.findings),
        "repairs": _told(reading.repairs),
        "missing": _told(reading.missing),
        "corrected_text": reading.corrected_text,
        "facts": facts_of(reading.publiccode) if reading.publiccode else None,
    }


def _told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "key": finding.key,
            "message": _filled(finding.message, finding),
            "hint": _filled(finding.hint, finding),
            "line": finding.line,
            "column": finding.column,
            "severity": finding.severity.value,
        }
        for finding in findings
    ]


def _filled(template: str, finding: Finding) -> str:
    text = _(template) if template else ""
    return text % dict(finding.facts) if finding.facts else text
