"""Opening ZIP files from outside: what one would unfold to is judged by its directory before
anything is unfolded, for a few kilobytes may unfold to gigabytes. Python's zipfile reads no member
beyond the size its directory tells, so the judgement holds.

XML with a document type is refused where asked (XLSX is a ZIP of XML), so that no entity unfolds.
"""

import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

MIB = 1024 * 1024
DENSE_FROM = MIB  # smaller members may be as dense as they like
# What zipfile lets out for files that are damaged, encrypted, or packed in ways it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """`ratio` is of the sizes unfolded and packed of members above DENSE_FROM."""

    unfolded: int = 60 * MIB
    members: int = 500
    ratio: int = 200


class Unfit(StrEnum):
    UNREADABLE = "unreadable"
    UNFOLDS = "unfolds"
    DOCUMENT_TYPE = "document-type"


class ArchiveUnfit(ValueError):
    """Why an archive is not opened; each user says it in the words of its own files."""

    def __init__(self, reason: Unfit) -> None:
        self.reason = reason
        super().__init__(reason.value)


def member_names(content: bytes, limits: ArchiveLimits, *, is_xml: bool = False) -> tuple[str, ...]:
    """The members of an archive fit to be unfolded, folders left out. Raises ArchiveUnfit."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_unfolding(members, limits)
            if is_xml:
                _refuse_document_types(archive, members)
            return tuple(member.filename for member in members if not member.is_dir())
    except ArchiveUnfit:
        raise
    except UNREADABLE:
        raise ArchiveUnfit(Unfit.UNREADABLE) from None


def read_member(content: bytes, name: str) -> bytes:
    """One member of an archive whose members were judged. Raises ArchiveUnfit."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.read(name)
    except UNREADABLE:
        raise ArchiveUnfit(Unfit.UNREADABLE) from None


def _refuse_unfolding(members: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    dense = any(
        member.file_size > max(DENSE_FROM, limits.ratio * member.compress_size)
        for member in members
    )
    unfolded = sum(member.file_size for member in members)
    if dense or unfolded > limits.unfolded or len(members) > limits.members:
        raise ArchiveUnfit(Unfit.UNFOLDS)


def _refuse_document_types(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        # Without NUL bytes, so that UTF-16 hides nothing.
        if is_xml and b"<!DOCTYPE" in archive.read(member).replace(b"\0", b""):
            raise ArchiveUnfit(Unfit.DOCUMENT_TYPE)
