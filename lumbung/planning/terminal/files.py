"""The terminal's files: input read within limits, answers written whole or not at all."""

import os
import sys
from pathlib import Path

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MOST_BYTES = 10 * 1024 * 1024
PSPLIB_SUFFIXES = {".sm", ".mm"}
PSPLIB_MARK = b"PRECEDENCE RELATIONS"
MARK_WITHIN = 4096


def read_input(path: str) -> bytes:
    """The content of `path`, or one byte more than the limit; raises DocumentInvalid."""
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise _refused(
                    path,
                    gettext_noop("The file has %(size)s bytes; at most %(most)s are read."),
                    gettext_noop("Split it, or leave out what the plan does not need."),
                    size=size,
                    most=MOST_BYTES,
                )
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        hint = gettext_noop("Look at the name, and at the folder you are in.")
        raise _refused(path, gettext_noop("There is no such file."), hint) from None
    except IsADirectoryError:
        hint = gettext_noop("Name the scenario.yml in it.")
        raise _refused(path, gettext_noop("This is a folder, not a file."), hint) from None
    except PermissionError:
        hint = gettext_noop("Ask its owner for the permission.")
        raise _refused(path, gettext_noop("There is no permission to read it."), hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = gettext_noop("The file cannot be read: %(reason)s.")
        raise _refused(path, message, "", reason=reason) from None


def is_psplib(path: str, content: bytes) -> bool:
    """By the name's ending, else by what the file begins with."""
    suffix = Path(path).suffix.lower()
    return suffix in PSPLIB_SUFFIXES or PSPLIB_MARK in content[:MARK_WITHIN]


def write_output(path: str, content: bytes) -> None:
    """Replaces `path` in one step, so that a crash leaves the old file or the new; devices and
    pipes are written straight. Raises OSError."""
    target = Path(path)
    if path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    elif target.exists() and not target.is_file():
        target.write_bytes(content)
    else:
        _replace(target.resolve(), content)


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
        if target.exists():
            part.chmod(target.stat().st_mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _refused(path: str, message: str, hint: str, **facts: object) -> DocumentInvalid:
    said = tuple((name, str(value)) for name, value in facts.items())
    return DocumentInvalid([Finding("FILE", message, hint, file=path, facts=said)], file=path)
