"""What an attached file is, told by its content and never by its name.

PDF by its header (ISO 32000), JPEG and PNG by their signatures, DOCX as a ZIP whose parts are those
of a Word document (ISO/IEC 29500) and hold no macro. Nothing is unpacked but the list of names.
"""

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class DocumentKind:
    media_type: str
    extension: str


PDF = DocumentKind("application/pdf", "pdf")
DOCX = DocumentKind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
)
JPEG = DocumentKind("image/jpeg", "jpg")
PNG = DocumentKind("image/png", "png")
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
)


def document_kind(content: bytes) -> DocumentKind | None:
    """None for what we do not keep."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    return DOCX if content.startswith(b"PK\x03\x04") and _is_word(content) else None


def _is_word(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError):
        return False
    if len(names) > MOST_PARTS or any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= set(names)
