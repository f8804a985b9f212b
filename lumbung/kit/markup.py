"""Markdown of others as HTML that does nothing: no HTML of theirs, no scripts, no pictures from
elsewhere (they would tell the other side who reads), links that lend them no standing.

markdown-it-py reads CommonMark and tables; nh3 then leaves only what is listed here, so that a
mistake in one is caught by the other.
"""

from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

MOST_CHARACTERS = 50_000
MOST_NESTING = 20
LEAST_HEADING = 3  # the page's own headings are above it
TEXT_TAGS = {"a", "blockquote", "br", "code", "del", "em", "hr", "p", "pre", "s", "strong"}
HEADING_TAGS = {"h3", "h4", "h5", "h6"}
LIST_TAGS = {"li", "ol", "ul"}
TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
TAGS = TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",  # it would lead into our own pages
    link_rel="nofollow noopener noreferrer",
)


def safe_html(markdown: str) -> str:
    """`markdown` as HTML fit to be shown from our own origin. What is beyond MOST_CHARACTERS is
    left out."""
    return _CLEANER.clean(_READER.render(markdown[:MOST_CHARACTERS]))


def _picture_as_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    source = str(token.attrs.get("src", ""))
    words = renderer.renderInlineAsText(token.children or [], options, env) or source
    return f'<a href="{nh3.clean_text(source)}">{nh3.clean_text(words)}</a>'


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + LEAST_HEADING - 1, 6)}"
    return renderer.renderToken(tokens, index, options, env)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTING})
    reader.enable(["table", "strikethrough"])
    reader.add_render_rule("image", _picture_as_link)
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    return reader


_READER = _reader()
