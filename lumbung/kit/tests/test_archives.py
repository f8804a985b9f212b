"""ZIP files from outside: judged before anything unfolds."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.archives import ArchiveLimits, ArchiveUnfit, member_names, read_member

LIMITS = ArchiveLimits(unfolded=3_000_000, members=5, ratio=100)


def archive(**members):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def refused(content, **options):
    with pytest.raises(ArchiveUnfit) as error:
        member_names(content, LIMITS, **options)
    return error.value.reason


def test_members_are_named_and_read():
    content = archive(a__publiccode="x", b="y")
    assert member_names(content, LIMITS) == ("a/publiccode", "b")
    assert read_member(content, "a/publiccode") == b"x"


def test_what_would_unfold_is_refused():
    assert refused(archive(a=bytes(2_000_000))) == "unfolds"  # dense
    assert refused(archive(**{f"a{n}": bytes(900_000) for n in range(4)})) == "unfolds"
    assert refused(archive(**{f"a{n}": b"" for n in range(6)})) == "unfolds"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused_where_xml_is_read(encoding):
    text = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    content = archive(**{"a.xml": text})
    assert refused(content, is_xml=True) == "document-type"
    assert member_names(content, LIMITS) == ("a.xml",)


def test_directory_that_lies_about_sizes_yields_no_more_than_it_says():
    content = bytearray(archive(a=b"x" * 900_000))
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    assert member_names(bytes(content), LIMITS) == ("a",)
    with pytest.raises(ArchiveUnfit):
        read_member(bytes(content), "a")


@given(st.integers(0, 200), st.binary(max_size=8))
def test_damaged_archives_are_refused_and_nothing_else(at, bytes_):
    whole = archive(a="isi", b="lain")
    content = whole[:at] + bytes_ + whole[at + len(bytes_) :]
    try:
        for name in member_names(content, LIMITS, is_xml=True):
            read_member(content, name)
    except ArchiveUnfit:
        pass
