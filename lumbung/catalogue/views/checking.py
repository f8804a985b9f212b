"""The public check of publiccode.yml: is it valid, what is wrong and where, and the corrected file.
Nothing is stored, and nothing is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.check_forms import CheckForm
from lumbung.catalogue.domain.publiccode import FILE, Reading, read_publiccode
from lumbung.core.access import Right, access
from lumbung.kit.errors import Finding, Severity
from lumbung.kit.htmx import HtmxHttpRequest

_MOST_SHOWN = 300  # characters of a line


@dataclass(frozen=True, slots=True)
class LineFindings:
    """What was found in one line, with the line's text."""

    number: int
    text: str
    findings: tuple[Finding, ...]

    @property
    def has_error(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@access(Right.SEE_PUBLIC)
def publiccode_check(request: HtmxHttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if is_sent else CheckForm()
    if not is_sent or not form.is_valid():
        return render(request, "catalogue/check.html", {"form": form})
    content: str | bytes = form.cleaned_data["content"]
    reading = read_publiccode(content)
    if "download" in request.POST and reading.corrected_text:
        return _as_file(reading.corrected_text)
    text = content if isinstance(content, str) else content.decode("utf-8", errors="replace")
    return render(request, "catalogue/check.html", _context(reading, text))


def _as_file(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


def _context(reading: Reading, text: str) -> dict[str, object]:
    errors = sum(finding.severity is Severity.ERROR for finding in reading.findings)
    return {
        "form": CheckForm(initial={"text": text}),
        "reading": reading,
        "text": text,
        "errors": errors,
        "warnings": len(reading.findings) - errors,
        "by_line": _by_line(reading.findings, text.splitlines()),
        "is_changed": bool(reading.corrected_text) and reading.corrected_text != text,
    }


def _by_line(findings: Sequence[Finding], lines: list[str]) -> list[LineFindings]:
    numbers = sorted({finding.line for finding in findings})
    return [
        LineFindings(
            number,
            lines[number - 1].strip()[:_MOST_SHOWN] if 0 < number <= len(lines) else "",
            tuple(finding for finding in findings if finding.line == number),
        )
        for number in numbers
    ]
