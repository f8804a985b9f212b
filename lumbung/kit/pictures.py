"""Pictures of others, drawn anew before anybody sees them: PNG, JPEG, WebP and GIF by Pillow, SVG
by resvg, all written as WebP without metadata. Nothing foreign is ever served as it came.

The drawing happens in a process of its own (kit.picture_worker) with little memory and time,
because decoders are where files of others do the most harm.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lumbung.kit.errors import LumbungError, gettext_noop

MOST_BYTES = 8 * 1024 * 1024
MOST_SECONDS = 30
WORKER = Path(__file__).with_name("picture_worker.py")
REASONS = {
    "not-a-picture": gettext_noop("This is no PNG, JPEG, WebP, GIF or SVG picture."),
    "broken": gettext_noop("The picture is damaged."),
    "too-many-pixels": gettext_noop("The picture has too many pixels or an odd shape."),
    "svg-entities": gettext_noop("The SVG picture declares entities."),
    "svg-too-large": gettext_noop("The SVG picture is too large."),
    "too-large": gettext_noop("The picture is larger than 8 MiB."),
    "too-long": gettext_noop("The picture takes too long to draw."),
}


@dataclass(frozen=True, slots=True)
class CleanPicture:
    content: bytes
    media_type: str
    width: int
    height: int


class PictureRefused(LumbungError):
    """A picture that is not drawn; `message` says why."""

    code = "picture-refused"
    hint = gettext_noop("Save it anew as a plain PNG or JPEG picture of at most 8 MiB.")

    def __init__(self, reason: str) -> None:
        self.message = REASONS[reason]
        self.reason = reason
        super().__init__()


def clean_picture(content: bytes) -> CleanPicture:
    """`content` drawn anew. Raises PictureRefused."""
    if len(content) > MOST_BYTES:
        raise PictureRefused("too-large")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER)],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise PictureRefused("too-long") from None
    if done.returncode != 0:
        raise PictureRefused("too-long" if done.returncode < 0 else "broken")
    line, _newline, picture = done.stdout.partition(b"\n")
    head = json.loads(line)
    if "unfit" in head:
        raise PictureRefused(head["unfit"])
    return CleanPicture(picture, **head)
