"""How large an imported file may be, in every respect in which a file can be large.

An XLSX file is a ZIP of XML: it is judged by kit.archives before anything is unfolded.
"""

from lumbung.kit.archives import MIB, ArchiveLimits, ArchiveUnfit, Unfit, member_names
from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MOST_BYTES = 5 * MIB
MOST_UNFOLDED_BYTES = 60 * MIB
MOST_MEMBERS = 500
MOST_ROWS = 5000
MOST_COLUMNS = 120
MOST_CELL_CHARACTERS = 4000


def refuse_large(content: bytes, file_name: str) -> None:
    """Raises DocumentInvalid where the file is larger than MOST_BYTES."""
    if len(content) > MOST_BYTES:
        raise too_large(file_name)


def too_large(file_name: str) -> DocumentInvalid:
    message = gettext_noop("The file is larger than %(most)s MB.")
    hint = gettext_noop("Split it, or remove pictures and sheets that are not needed.")
    facts = (("most", str(MOST_BYTES // MIB)),)
    return refusal(file_name, message, hint, facts)


def refuse_bomb(content: bytes, file_name: str) -> None:
    """Raises DocumentInvalid unless `content` is a ZIP of bearable size without document types."""
    limits = ArchiveLimits(unfolded=MOST_UNFOLDED_BYTES, members=MOST_MEMBERS)
    try:
        member_names(content, limits, is_xml=True)
    except ArchiveUnfit as error:
        raise _refusal_of(error.reason, file_name) from None


def _refusal_of(reason: Unfit, file_name: str) -> DocumentInvalid:
    hint = gettext_noop("Save it again as XLSX or as CSV.")
    if reason is Unfit.UNFOLDS:
        message = gettext_noop("The file unfolds to more than %(most)s MB.")
        hint = gettext_noop("Save only the sheet that is needed, or use CSV.")
        return refusal(file_name, message, hint, (("most", str(MOST_UNFOLDED_BYTES // MIB)),))
    if reason is Unfit.DOCUMENT_TYPE:
        message = gettext_noop("The file holds a document type, which no spreadsheet needs.")
        return refusal(file_name, message, hint)
    return refusal(file_name, gettext_noop("This is not a readable XLSX file."), hint)


def refusal(
    file_name: str, message: str, hint: str = "", facts: tuple[tuple[str, str], ...] = ()
) -> DocumentInvalid:
    """An error about the file as a whole."""
    finding = Finding(key="file", message=message, hint=hint, file=file_name, facts=facts)
    return DocumentInvalid([finding], file=file_name)
