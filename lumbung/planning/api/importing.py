"""A region's workbook of needs, staff and money over the API: dry run, or stored as a whole."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja import Router, Schema

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import Finding
from lumbung.kit.templatetags.findings import finding_hint, finding_message
from lumbung.planning import actions
from lumbung.planning.errors import SheetsInvalid
from lumbung.planning.files.xlsx_opening import MOST_BYTES
from lumbung.planning.sheet_preview import SheetPreview, preview_of

router = Router(tags=["needs"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"type": "string", "format": "binary"}
WORKBOOK_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            XLSX: {"schema": BINARY},
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": BINARY}, "required": ["file"]}
            },
        },
    }
}


class Counts(Schema):
    create: int
    change: int
    same: int


class FindingOut(Schema):
    key: str
    line: int
    column: int
    severity: str
    message: str
    hint: str


class ImportOut(Schema):
    """`findings` are warnings: with errors the answer is a problem, and nothing is stored."""

    dry_run: bool
    needs: Counts
    staff: Counts
    budget: Counts
    findings: list[FindingOut]


@router.post(
    "/planning/import",
    response=ImportOut,
    openapi_extra=WORKBOOK_BODY,
    summary="Take in a workbook of needs, staff and money",
)
@access(Right.EDIT_PLANS)
def post_import(request: HttpRequest, dry_run: bool = True) -> Any:
    """The body is the XLSX file, or a form with it as `file`. Sheets and columns are known by their
    headings, as in the template. 422 with every finding where any row is wrong; then, as in a dry
    run, nothing is stored."""
    user = acting_user(request)
    name, content = _workbook(request)
    if dry_run:
        found = preview_of(content, file_name=name, viewer=user)
        if not found.is_valid:
            raise SheetsInvalid(found.findings, file=name)
    else:
        found = actions.store_sheets(content, file_name=name, by=user)
    return _answer(found, dry_run=dry_run)


def _workbook(request: HttpRequest) -> tuple[str, bytes]:
    """Of an uploaded file, the limit and one byte, which tells that it is passed."""
    try:
        file = request.FILES.get("file")
        if file is not None:
            return file.name or "", file.read(MOST_BYTES + 1)
        return "", b"" if request.content_type == "multipart/form-data" else request.body
    except RequestDataTooBig:
        return "", bytes(MOST_BYTES + 1)


def _answer(found: SheetPreview, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        **found.counts,
        "findings": [_told(finding) for finding in found.findings],
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity,
        "message": finding_message(finding),
        "hint": finding_hint(finding),
    }
