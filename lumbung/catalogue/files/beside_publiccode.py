"""Whether the files that a publiccode.yml names are there, in the folder that holds it. Only for
folders of whoever asks (the command); what comes over the network has no folder."""

from pathlib import Path

from PIL import Image

from lumbung.catalogue.domain.publiccode.named_files import LOGO, TEXT, NamedFile, named_files
from lumbung.kit.errors import Finding, gettext_noop

# The standard asks for 1000 pixels, its reference parser for 120.
LEAST_LOGO_WIDTH_PX = 120
NO_FILE = gettext_noop("There is no file “%(path)s” in the folder.")
NO_FILE_HINT = gettext_noop("Give the path from the top of the repository.")
NO_PICTURE = gettext_noop("The file “%(path)s” is no picture that can be read.")
NO_PICTURE_HINT = gettext_noop("Save it as PNG anew.")
NARROW = gettext_noop("The logo is %(width)s pixels wide; at least %(least)s are needed.")
NARROW_HINT = gettext_noop("Use a vector picture (SVG), or a larger PNG.")


def findings_beside(content: str | bytes, folder: Path, *, file: str) -> list[Finding]:
    found = (_finding(named, folder.resolve(), file) for named in named_files(content))
    return [finding for finding in found if finding is not None]


def _finding(named: NamedFile, folder: Path, file: str) -> Finding | None:
    path = (folder / named.path).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return _told(named, file, NO_FILE, NO_FILE_HINT)
    if named.kind == TEXT or path.suffix.lower() != ".png":
        return None
    width = _width_px(path)
    if not width:
        return _told(named, file, NO_PICTURE, NO_PICTURE_HINT)
    if named.kind == LOGO and width < LEAST_LOGO_WIDTH_PX:
        return _told(named, file, NARROW, NARROW_HINT, width=width, least=LEAST_LOGO_WIDTH_PX)
    return None


def _width_px(path: Path) -> int:
    """0 where it is no PNG; only its head is read."""
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            return picture.width
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0


def _told(named: NamedFile, file: str, message: str, hint: str, **facts: object) -> Finding:
    texts = {"path": named.path, **facts}
    return Finding(
        named.key,
        message,
        hint,
        named.line,
        named.column,
        file=file,
        facts=tuple((name, str(value)) for name, value in texts.items()),
    )
