"""Where the terminal's words go: one console for the answer, one for everything beside it."""

import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console

from lumbung.kit.errors import DocumentInvalid, Finding, LumbungError, Severity, gettext_noop
from lumbung.planning.terminal.language import Language, plain

SEVERITIES = {
    Severity.ERROR: gettext_noop("error"),
    Severity.WARNING: gettext_noop("warning"),
}
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
WIDTH_OF_A_FILE = 100


def console_on(stream: TextIO) -> Console:
    """Texts are shown as they are: no markup, no guesses at what deserves colour."""
    width = None if stream.isatty() else WIDTH_OF_A_FILE
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


class Screen:
    """`answer` carries the summary, `aside` progress and errors: standard error, both of them
    where standard output is taken by JSON."""

    def __init__(self, language: Language, *, stdout_is_taken: bool) -> None:
        self.language = language
        self.aside = console_on(sys.stderr)
        self.answer = self.aside if stdout_is_taken else console_on(sys.stdout)

    def tell(self, message: str, **facts: object) -> None:
        """A sentence beside the answer."""
        self._line(self.language.filled(message, facts))

    def answer_line(self, message: str, **facts: object) -> None:
        """One line of the answer, however long."""
        self.answer.print(self.language.filled(message, facts), soft_wrap=True)

    def tell_refusal(self, refused: DocumentInvalid, *, file: str) -> None:
        """Every finding, then what became of the run."""
        self.tell_findings(refused.findings)
        errors = sum(finding.severity == Severity.ERROR for finding in refused.findings)
        sentence = self.language.ngettext(
            "%(file)s: %(count)s problem to mend; nothing was planned.",
            "%(file)s: %(count)s problems to mend; nothing was planned.",
            errors,
        )
        self._line(sentence % {"file": plain(file), "count": errors})

    def tell_findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._finding(finding)

    def tell_error(self, error: LumbungError) -> None:
        self._line(self.language.error(error), style="bold red")

    def _finding(self, finding: Finding) -> None:
        parts = (finding.file, finding.line or "", finding.column or "")
        place = ":".join(plain(str(part)) for part in parts if part)
        severity = self.language.gettext(SEVERITIES[finding.severity])
        facts = dict(finding.facts)
        message = self.language.filled(finding.message, facts)
        said = f"{place}: {severity}: {plain(finding.key)}: {message}"
        self._line(said, style=STYLES[finding.severity] if self.aside.is_terminal else "")
        if finding.hint:
            self._line(f"    {self.language.filled(finding.hint, facts)}")

    def _line(self, text: str, *, style: str = "") -> None:
        """One line however long: whoever reads it by machine finds the place at its start."""
        self.aside.print(text, style=style, soft_wrap=True)
