"""Finding publiccode.yml in uploaded files: each on its own, or several in a ZIP, such as the one
that a repository's page offers for download."""

import posixpath
from collections.abc import Iterator, Sequence

from lumbung.catalogue.domain.entries.repository_addresses import FILES, clean_path
from lumbung.catalogue.importing.found import Found
from lumbung.kit.archives import MIB, ArchiveLimits, ArchiveUnfit, Unfit, member_names, read_member
from lumbung.kit.destinations import FetchRefused
from lumbung.kit.errors import LumbungError, gettext_noop

MOST_BYTES = 20 * MIB  # of all files of one upload together
MOST_FILES = 200  # publiccode.yml of one upload
LIMITS = ArchiveLimits(unfolded=200 * MIB, members=20_000, ratio=200)


class UploadUnfit(LumbungError):
    """An uploaded file in which nothing can be looked for."""

    code = "upload-unfit"
    message = gettext_noop("%(file)s cannot be opened.")
    hint = gettext_noop("Upload publiccode.yml as it is, or a ZIP file that holds it.")

    def __init__(self, message: str = "", **facts: object) -> None:
        self.message = message or self.message
        super().__init__(**facts)


def find_in_upload(name: str, content: bytes) -> Iterator[Found]:
    """Every publiccode.yml in one uploaded file. Raises UploadUnfit."""
    if not content.startswith(b"PK\x03\x04"):
        yield Found(content, name, "", _nothing_beside)
        return
    try:
        names = member_names(content, LIMITS)
    except ArchiveUnfit as error:
        raise _unfit(name, error.reason) from None
    wanted = [each for each in names if posixpath.basename(each).lower() in FILES]
    if not wanted:
        raise UploadUnfit(gettext_noop("%(file)s holds no publiccode.yml."), file=name)
    if len(wanted) > MOST_FILES:
        raise UploadUnfit(
            gettext_noop("%(file)s holds more than %(most)s publiccode.yml files."),
            file=name,
            most=MOST_FILES,
        )
    for member in wanted:
        yield _member(name, content, member, names)


def _member(name: str, content: bytes, member: str, names: Sequence[str]) -> Found:
    folder = posixpath.dirname(member)
    known = frozenset(names)

    def beside(path: str) -> bytes:
        wanted = posixpath.join(folder, clean_path(path)) if clean_path(path) else ""
        if wanted not in known:
            raise FetchRefused(gettext_noop("%(file)s does not hold it."), file=name)
        return _read(name, content, wanted)

    return Found(_read(name, content, member), f"{name}: {member}", "", beside)


def _read(name: str, content: bytes, member: str) -> bytes:
    try:
        return read_member(content, member)
    except ArchiveUnfit as error:
        raise _unfit(name, error.reason) from None


def _unfit(name: str, reason: Unfit) -> UploadUnfit:
    if reason is Unfit.UNFOLDS:
        return UploadUnfit(gettext_noop("%(file)s unfolds to far more than its size."), file=name)
    return UploadUnfit(file=name)


def _nothing_beside(path: str) -> bytes:
    raise FetchRefused(
        gettext_noop("It was not uploaded."),
        gettext_noop("Upload a ZIP file of the repository to bring its pictures too."),
    )
