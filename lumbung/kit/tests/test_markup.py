"""Markdown of others: shown, and harmless whatever is in it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.markup import MOST_CHARACTERS, TAGS, safe_html
from lumbung.kit.templatetags.markup import markdown


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_what_people_write_is_shown():
    html = safe_html("# Judul\n\n**tebal** dan `kode`\n\n- satu\n- dua\n\n|a|b|\n|-|-|\n|1|2|\n")
    assert "<h3>Judul</h3>" in html and "<strong>tebal</strong>" in html
    assert "<li>satu</li>" in html and "<td>2</td>" in html


def test_links_go_outside_and_lend_no_standing():
    html = safe_html("[a](https://kode.example/x) [b](mailto:a@b.example) <https://c.example>")
    links = [attributes for tag, attributes in Seen(html).found if tag == "a"]
    assert [link["href"] for link in links] == [
        "https://kode.example/x", "mailto:a@b.example", "https://c.example",
    ]  # fmt: skip
    assert {link["rel"] for link in links} == {"nofollow noopener noreferrer"}


def test_picture_is_a_link_and_fetches_nothing():
    html = safe_html('![gambar "<b>](https://kode.example/a.png)')
    assert "<img" not in html
    assert '<a href="https://kode.example/a.png"' in html and "&lt;b&gt;" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](vbscript:x)",
        "![a](javascript:alert(1))",
        "![a](data:image/svg+xml;base64,PHN2Zz4=)",
        '[a](https://x.example "onmouseover=alert(1)")',
        "[a](/people/)",
        "[a](//jahat.example/)",
        "[a](people/)",
        "[a](file:///etc/passwd)",
        "<a href='https://x.example' onclick=alert(1)>a</a>",
        "<!-- --><style>*{display:none}</style>",
        "<svg/onload=alert(1)>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    ],
)
def test_nothing_acts(text):
    for tag, attributes in Seen(safe_html(text)).found:
        assert tag in TAGS
        assert set(attributes) <= {"href", "title", "rel"}
        target = attributes.get("href") or "https://"
        assert target.startswith(("https://", "mailto:"))


@given(st.text(alphabet="<>[]()!`*_#|-\n\t \"'&;:/ahrefonscriptjv=1.", max_size=300))
def test_no_text_gets_past(text):
    for tag, attributes in Seen(safe_html(text)).found:
        assert tag in TAGS and set(attributes) <= {"href", "title", "rel", "start"}


def test_deep_nesting_and_long_text_are_cut():
    assert safe_html(">" * 5000 + "a")
    assert safe_html("[" * 20_000)
    assert len(safe_html("a " * MOST_CHARACTERS)) < MOST_CHARACTERS + 100


def test_filter_gives_markup_and_nothing_for_nothing():
    assert markdown("*a*") == "<p><em>a</em></p>\n"
    assert markdown(None) == ""
