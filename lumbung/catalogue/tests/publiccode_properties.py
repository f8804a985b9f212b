"""What must hold for whatever comes as publiccode.yml; asked by hypothesis and by atheris."""

import json

from lumbung.catalogue.domain.publiccode import check_publiccode, facts_of, read_publiccode
from lumbung.kit.errors import Severity

MOST_FINDINGS = 501


def hold_for(content: bytes | str) -> None:
    """Never a crash; findings have a place and can be shown; the corrected text is read back, and
    nothing but missing facts is wrong with it."""
    verdict = check_publiccode(content)
    assert len(verdict.findings) <= MOST_FINDINGS
    assert verdict.is_valid or verdict.findings
    for finding in verdict.findings:
        assert finding.line > 0
        assert str(finding)
    reading = read_publiccode(content)
    assert reading.findings == verdict.findings
    assert all(str(repair) for repair in reading.repairs)
    if reading.publiccode is None:
        assert not reading.is_valid
        return
    json.dumps(facts_of(reading.publiccode))
    again = check_publiccode(reading.corrected_text)
    errors = tuple(each for each in again.findings if each.severity is Severity.ERROR)
    assert errors == reading.missing
    words = (
        "required and missing",
        "has no value",
        "at least",
        "needs its contractors",
        "one contact",
    )
    assert all(any(word in each.message for word in words) for each in errors), errors
    assert read_publiccode(reading.corrected_text).publiccode is not None
