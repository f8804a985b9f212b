"""The root of every error Lumbung raises on purpose, and the one shape of findings.

`message` is an English template marked for translation; it is filled and translated only at the
border (HTML, API, terminal), so that `domain/` never needs Django.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


def gettext_noop(message: str) -> str:
    """Marks a message for makemessages without importing Django."""
    return message


class LumbungError(Exception):
    """An error a person can act on: what is wrong, the next step, and the facts that fill both."""

    code = "error"
    message = gettext_noop("Something went wrong.")
    hint = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message % facts if facts else self.message)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a document. `key` is its dotted path; line and column count from 1, 0
    where the place is the whole document. `message` and `hint` are templates filled by `facts`."""

    key: str
    message: str
    hint: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR
    file: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = self.message % dict(self.facts) if self.facts else self.message
        hint = self.hint % dict(self.facts) if self.facts else self.hint
        return f"{place}: {self.severity}: {self.key}: {text}" + (f" ({hint})" if hint else "")


class DocumentInvalid(LumbungError):
    """A document with at least one error; carries all findings, sorted by place."""

    code = "document-invalid"
    message = gettext_noop("%(file)s has %(count)s problems.")
    hint = gettext_noop("Mend the places named and try again; nothing was stored.")

    def __init__(self, findings: Iterable[Finding], *, file: str = "") -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: (finding.line, finding.column)))
        super().__init__(file=file or "document", count=len(self.findings))


class RefusedError(LumbungError):
    """The person may not do this. Every refusal is logged by core.access."""

    code = "refused"
    message = gettext_noop("You have no right to do this.")
    hint = gettext_noop("Ask the CIO for the role that the work needs.")


class NotFoundError(LumbungError):
    code = "not-found"
    message = gettext_noop("There is no such thing here.")
    hint = gettext_noop("Go back to the list and choose again.")


class ConflictError(LumbungError):
    """What is stored by now does not allow it; the request itself is in order."""

    code = "conflict"
    message = gettext_noop("This is not possible as things stand now.")
    hint = gettext_noop("Look at the present state and try again.")
