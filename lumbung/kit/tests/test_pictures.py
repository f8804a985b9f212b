"""Pictures of others: drawn anew, small, without what was hidden in them, or refused in words."""

import gzip
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from lumbung.kit.picture_worker import Unfit, drawn
from lumbung.kit.pictures import MOST_BYTES, PictureRefused, clean_picture

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def picture(kind, size=(60, 40), colour=(200, 30, 30), **options):
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **options)
    return target.getvalue()


def opened(clean):
    return Image.open(BytesIO(clean.content))


def svg(inner, attributes='width="100" height="50"'):
    return f"<svg {SVG} {attributes}>{inner}</svg>".encode()


def pixel(clean, at=(0.5, 0.5)):
    image = opened(clean).convert("RGBA")
    return image.getpixel((int(image.width * at[0]), int(image.height * at[1])))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_is_written_anew(kind):
    clean = clean_picture(picture(kind))
    assert (clean.media_type, clean.width, clean.height) == ("image/webp", 60, 40)
    red, green, blue, alpha = pixel(clean)
    assert red > 180 and green < 60 and blue < 60 and alpha == 255


def test_metadata_and_what_hangs_on_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "rahasia-deskripsi"
    content = picture("JPEG", exif=exif, comment=b"rahasia-komentar") + b"<script>rahasia</script>"
    assert content.count(b"rahasia") == 3
    assert b"rahasia" not in clean_picture(content).content
    assert not opened(clean_picture(content)).getexif()


def test_turned_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = clean_picture(picture("JPEG", size=(60, 40), exif=exif))
    assert (clean.width, clean.height) == (40, 60)


def test_large_picture_is_made_smaller():
    clean = clean_picture(picture("PNG", size=(4000, 1000)))
    assert (clean.width, clean.height) == (1600, 400)


def bomb(width, height):
    """A PNG that says it is huge."""

    def chunk(kind, body):
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(6000, 6000), "too-many-pixels"),
        (bomb(60_000, 60_000), "too-many-pixels"),
        (bomb(2000, 2000), "broken"),
        (picture("PNG")[:-40], "broken"),
        (b"", "not-a-picture"),
        (b"%PDF-1.4", "not-a-picture"),
        (picture("BMP"), "not-a-picture"),
        (b"x" * (MOST_BYTES + 1), "too-large"),
        (b"<html><script>alert(1)</script></html>", "not-a-picture"),
        (b"<svg", "broken"),
        (gzip.compress(b"x" * 9_000_000), "svg-too-large"),
        (gzip.compress(svg(""))[:-4], "broken"),
        (svg("<g>" * 200 + "</g>" * 200), "svg-too-large"),
        (svg("<g/>" * 60_000), "svg-too-large"),
        (svg("", 'width="1" height="100000"'), "too-many-pixels"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("<text>&b;</text>"),
            "svg-entities",
        ),
        (
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
            "svg-entities",
        ),
        (
            ('<!DOCTYPE svg [<!ENTITY a "aa">]>' + svg("&a;").decode()).encode("utf-16"),
            "svg-entities",
        ),
    ],
    ids=range(18),
)
def test_unfit_picture_is_refused_in_words(content, reason):
    with pytest.raises(PictureRefused) as refused:
        clean_picture(content)
    assert refused.value.reason == reason
    assert refused.value.message and refused.value.hint


def test_svg_is_drawn():
    clean = clean_picture(svg('<rect width="100" height="50" fill="#00f"/>'))
    assert (clean.media_type, clean.width, clean.height) == ("image/webp", 512, 256)
    assert pixel(clean) == (0, 0, 255, 255)
    assert clean_picture(gzip.compress(svg('<rect width="9" height="9"/>'))).width == 512


def test_svg_with_a_plain_document_type_is_drawn():
    doctype = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg.dtd">'
    assert clean_picture(doctype + svg('<rect width="9" height="9"/>', 'viewBox="0 0 9 9"')).height


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="{file}" width="100" height="50"/>',
        '<image xlink:href="{file}" width="100" height="50"/>',
        '<image href="file://{file}" width="100" height="50"/>',
        '<image href=" {file}" width="100" height="50"/>',
        '<style>@import url("{file}"); rect {{ fill: url({file}) }}</style>',
        '<rect width="100" height="50" fill="url({file})"/>',
        '<rect width="100" height="50" style="fill: url( \'{file}\' )"/>',
        '<use href="{file}#x"/>',
        '<foreignObject width="100" height="50"><img src="{file}"/></foreignObject>',
        '<script>alert(1)</script><g onload="alert(1)"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4=" width="100" height="50"/>',
        '<image href="http://127.0.0.1:9/a.png" width="100" height="50"/>',
    ],
)
def test_svg_reaches_nothing_beyond_itself(tmp_path, inner):
    """The file it points to is there and would be seen if it were drawn."""
    file = tmp_path / "rahasia.png"
    file.write_bytes(picture("PNG", size=(100, 50), colour=(255, 0, 0)))
    assert pixel(clean_picture(svg(inner.format(file=file))))[:2] != (255, 0)


def test_picture_inside_the_svg_itself_is_drawn():
    import base64

    inside = base64.b64encode(picture("PNG", size=(100, 50), colour=(255, 0, 0))).decode()
    found = clean_picture(
        svg(f'<image href="data:image/png;base64,{inside}" width="100" height="50"/>')
    )
    assert pixel(found)[:3] == (255, 0, 0)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_bytes_make_the_worker_crash(data):
    """In this process, so that a way out that is not foreseen shows."""
    whole = data.draw(
        st.sampled_from([picture("PNG"), picture("GIF"), picture("WEBP"), svg("<g/>")])
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    content = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + 1 :]
    try:
        head, _content = drawn(content)
    except Unfit:
        return
    assert head["width"] > 0
