"""How large an imported file may be, in every respect in which a file can be large.

An XLSX file is a ZIP of XML: a few kilobytes may unfold to gigabytes. The declared sizes are
checked before anything is unfolded (Python's zipfile reads no member beyond its declared size), and
XML with a document type is refused, so that no entity can unfold either.
"""

import zipfile
from io import BytesIO

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MOST_BYTES = 5 * 1024 * 1024
MOST_UNFOLDED_BYTES = 60 * 1024 * 1024
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
    facts = (("most", str(MOST_BYTES // 1024 // 1024)),)
    return refusal(file_name, message, hint, facts)


def refuse_bomb(content: bytes, file_name: str) -> None:
    """Raises DocumentInvalid unless `content` is a ZIP of bearable size without document types."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_members(archive, file_name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        message = gettext_noop("This is not a readable XLSX file.")
        hint = gettext_noop("Save it again as XLSX or as CSV.")
        raise refusal(file_name, message, hint) from None


def _refuse_members(archive: zipfile.ZipFile, file_name: str) -> None:
    members = archive.infolist()
    unfolded = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unfolded > MOST_UNFOLDED_BYTES:
        message = gettext_noop("The file unfolds to more than %(most)s MB.")
        hint = gettext_noop("Save only the sheet that is needed, or use CSV.")
        facts = (("most", str(MOST_UNFOLDED_BYTES // 1024 // 1024)),)
        raise refusal(file_name, message, hint, facts)
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member):
            message = gettext_noop("The file holds a document type, which no spreadsheet needs.")
            raise refusal(file_name, message, gettext_noop("Save it again as XLSX or as CSV."))


def refusal(
    file_name: str, message: str, hint: str = "", facts: tuple[tuple[str, str], ...] = ()
) -> DocumentInvalid:
    """An error about the file as a whole."""
    finding = Finding(key="file", message=message, hint=hint, file=file_name, facts=facts)
    return DocumentInvalid([finding], file=file_name)
