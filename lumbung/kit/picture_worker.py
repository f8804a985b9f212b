"""Draws one picture of others anew, in a process of its own: reads it from standard input, writes a
line of JSON and the new picture to standard output.

Decoders of pictures are where files of others do the most harm, so each runs with little memory,
little processor time and no files to write. This file is started by its path, isolated (`-I`), and
therefore imports nothing of Lumbung. kit.pictures is what everybody else calls.
"""

import io
import json
import resource
import sys
import zlib
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

MOST_SECONDS = 20
MOST_MEMORY = 1024 * 1024 * 1024
MOST_PIXELS = 24_000_000
MOST_SIDE = 1600  # of the picture written
MOST_SVG_BYTES = 2 * 1024 * 1024
MOST_SVG_ELEMENTS = 50_000
MOST_SVG_DEPTH = 100
SVG_SIDE = 512
MOST_ASPECT = 12
LOSSLESS_PIXELS = 512 * 512
DROPPED = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler", "listener"})
RASTER = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "jpg", "gif", "webp"))


class Unfit(Exception):
    """Carries the reason, one of those kit.pictures knows."""


def drawn(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The head (media_type, width, height) and the bytes of the picture drawn anew."""
    if content.startswith(b"\x1f\x8b"):
        content = _unzipped(content)
        return _raster(_drawn_svg(content))
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return _raster(_drawn_svg(content))
    return _raster(content)


def _raster(content: bytes) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF"))
        if opened.width * opened.height > MOST_PIXELS:
            raise Unfit("too-many-pixels")
        image = ImageOps.exif_transpose(opened)
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((MOST_SIDE, MOST_SIDE))
        image.info.clear()
        target = io.BytesIO()
        is_small = image.width * image.height <= LOSSLESS_PIXELS
        image.save(
            target, "WEBP", quality=82, lossless=is_small, exif=b"", xmp=b"", icc_profile=b""
        )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("too-many-pixels") from None
    except UnidentifiedImageError:
        raise Unfit("not-a-picture") from None
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError):
        raise Unfit("broken") from None
    head = {"media_type": "image/webp", "width": image.width, "height": image.height}
    return head, target.getvalue()


def _unzipped(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unfolded = unpacker.decompress(content, MOST_SVG_BYTES + 1)
    except zlib.error:
        raise Unfit("broken") from None
    if not unpacker.eof:
        raise Unfit("svg-too-large" if len(unfolded) > MOST_SVG_BYTES else "broken")
    return unfolded


def _drawn_svg(content: bytes) -> bytes:
    import resvg_py

    if len(content) > MOST_SVG_BYTES:
        raise Unfit("svg-too-large")
    _refuse_unfolding(content)
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        raise Unfit("broken") from None
    if _local(root.tag) != "svg":
        raise Unfit("not-a-picture")
    _strip(root)
    width, height = _size(root)
    root.set("width", str(width))
    root.set("height", str(height))
    try:
        return resvg_py.svg_to_bytes(
            svg_string=ElementTree.tostring(root, encoding="unicode"), width=width, height=height
        )
    except ValueError:
        raise Unfit("broken") from None


def _refuse_unfolding(content: bytes) -> None:
    """Reads the XML once without building anything: entities, too many elements, too deep."""
    depth = count = 0

    def doctype(name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            raise Unfit("svg-entities")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MOST_SVG_DEPTH or count > MOST_SVG_ELEMENTS:
            raise Unfit("svg-too-large")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unfit("broken") from None


def _strip(root: ElementTree.Element) -> None:
    """Takes out whatever would run or reach beyond the file."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or _local(child.tag) in DROPPED:
                parent.remove(child)
        for name, value in list(parent.attrib.items()):
            if not _is_harmless(_local(name), value):
                del parent.attrib[name]
        if _local(parent.tag) == "style" and _reaches_out(parent.text or ""):
            parent.text = ""


def _is_harmless(name: str, value: str) -> bool:
    if name.lower().startswith("on"):
        return False
    if name in {"href", "src"}:
        target = value.strip()
        return target.startswith("#") or target.lower().startswith(RASTER)
    return not _reaches_out(value)


def _reaches_out(css: str) -> bool:
    """Whether CSS names anything but an element of the same file."""
    plain = "".join(css.lower().split()).replace("'", "").replace('"', "")
    if "@import" in plain or "\\" in plain or "@font-face" in plain:
        return True
    return plain.count("url(") != plain.count("url(#")


def _size(root: ElementTree.Element) -> tuple[int, int]:
    """Width and height to draw at: the shape of the picture within SVG_SIDE."""
    width, height = _number(root.get("width")), _number(root.get("height"))
    box = [_number(part) for part in (root.get("viewBox") or "").replace(",", " ").split()]
    if not (width and height) and len(box) == 4 and box[2] and box[3]:
        width, height = box[2], box[3]
    elif len(box) != 4 and width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    width, height = width or 100.0, height or 100.0
    if not 1 / MOST_ASPECT <= width / height <= MOST_ASPECT:
        raise Unfit("too-many-pixels")
    scale = SVG_SIDE / max(width, height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _number(text: str | None) -> float:
    """A length in pixels as far as the shape needs it; 0 where it is none or not finite."""
    digits = (text or "").strip().removesuffix("px").removesuffix("pt").removesuffix("mm")
    try:
        number = float(digits)
    except ValueError:
        return 0.0
    return number if 0 < number < 1e7 else 0.0


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        head, picture = drawn(sys.stdin.buffer.read())
    except Unfit as unfit:
        head, picture = {"unfit": str(unfit)}, b""
    except MemoryError:
        head, picture = {"unfit": "too-many-pixels"}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
