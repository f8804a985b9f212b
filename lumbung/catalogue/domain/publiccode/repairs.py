"""What the lenient reading tells of each thing it changed: templates, and the list they go to."""

from dataclasses import dataclass, field

from lumbung.catalogue.domain.publiccode.checking import MOST_FINDINGS
from lumbung.catalogue.domain.publiccode.source_tree import Entry, Leaf, Tree
from lumbung.catalogue.domain.publiccode.values import shown
from lumbung.kit.errors import Finding, Severity, gettext_noop

Path = tuple[str | int, ...]

DROPPED_KEY = gettext_noop("The key “%(key)s” is not part of the standard; it was left out.")
DROPPED_TWIN = gettext_noop("The key “%(key)s” stood here twice; the first was kept.")
DROPPED_OUTDATED = gettext_noop("The key “%(key)s” is outdated; it was left out.")
DROPPED_VALUE = gettext_noop("“%(value)s” could not be used; it was left out.")
DROPPED_EMPTY = gettext_noop("The key “%(key)s” had no value; it was left out.")
RENAMED = gettext_noop("The key “%(key)s” was renamed to “%(new)s”.")
MOVED = gettext_noop("What stood under “%(key)s” was moved to “%(new)s”.")
CORRECTED = gettext_noop("“%(value)s” was corrected to “%(new)s”.")
TIDIED = gettext_noop("Signs were put into their usual form (Unicode NFC).")
QUOTED = gettext_noop("The number %(value)s was put in quotes.")
LISTED = gettext_noop("The single entry was made a list.")
UNLISTED = gettext_noop("The list of one entry was made a text.")
SHORTENED = gettext_noop("The text had %(count)s characters and was shortened to %(limit)s.")
KEPT_LONG = gettext_noop("The whole text was kept as the long description.")
UPDATED = gettext_noop("The version of the standard was set to %(new)s.")
DROPPED_CONTRACTORS = gettext_noop(
    "Contractors belong only to maintenance by contract; they were left out."
)
BY_CONTRACT = gettext_noop("There are contractors, so the maintenance is by contract.")
RECODED = gettext_noop("The file was not UTF-8; it was read as Windows-1252.")
REINDENTED = gettext_noop("This line could not be read; it was indented like the one before.")
DROPPED_LINE = gettext_noop("This line could not be read; it was left out.")
UNTABBED = gettext_noop("A tab that indented this line was replaced by spaces.")
DROPPED_DOCUMENTS = gettext_noop("The file held more than one document; the first was kept.")
LOOK = gettext_noop("See whether that is what you mean.")


@dataclass(slots=True)
class Repairs:
    """Collects what was done, as findings of the severity warning; at most MOST_FINDINGS."""

    file: str
    done: list[Finding] = field(default_factory=list)

    def tell(
        self,
        path: Path,
        at: Tree | Entry | None,
        message: str,
        hint: str = "",
        /,
        **facts: object,
    ) -> None:
        line, column = (at.line, at.column) if at is not None else (0, 0)
        self.tell_at(".".join(str(part) for part in path), line, column, message, hint, **facts)

    def tell_at(
        self, key: str, line: int, column: int, message: str, hint: str = "", /, **facts: object
    ) -> None:
        if len(self.done) < MOST_FINDINGS:
            texts = tuple((name, shown(str(value))) for name, value in facts.items())
            self.done.append(
                Finding(
                    key or "(document)",
                    message,
                    hint,
                    line,
                    column,
                    Severity.WARNING,
                    self.file,
                    texts,
                )
            )


def in_short(tree: Tree) -> str:
    """How a value is called in a report."""
    if isinstance(tree, Leaf):
        return shown(" ".join(tree.text.split()))
    first = next((entry.key for entry in tree.entries if entry.key), "")
    return f"{first}: …" if first else "…"
