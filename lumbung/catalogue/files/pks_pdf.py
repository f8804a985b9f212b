"""A draft PKS as PDF, from an HTML template and a style sheet of its own. Nothing is fetched: the
only files it may open are our fonts. Import it late: the typesetter takes a second and memory."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from lumbung.catalogue.domain.agreements.pks_parts import Draft

SHEET = "catalogue/pks_draft.css"
FONTS = "lumbung-fonts:///"


def pks_pdf(draft: Draft, questions: Iterable[str]) -> bytes:
    """`questions`: the draft's gaps, as the reader's language says them, on a page at the end."""
    return bytes(pks_document(draft, questions).write_pdf())


def pks_document(draft: Draft, questions: Iterable[str]) -> Any:
    """The pages as they are laid out (weasyprint.Document)."""
    fonts, fetcher = FontConfiguration(), OwnFonts()
    sheet = CSS(string=_sheet(), font_config=fonts, url_fetcher=fetcher, base_url=FONTS)
    html = HTML(string=pks_html(draft, questions), url_fetcher=fetcher)
    return html.render(stylesheets=[sheet], font_config=fonts)


def pks_html(draft: Draft, questions: Iterable[str]) -> str:
    """What the PDF is made from."""
    standard = ", ".join(str(each.number) for each in draft.articles if each.is_standard)
    context = {"draft": draft, "questions": list(questions), "standard": standard}
    return render_to_string("catalogue/pks_draft.html", context)


class OwnFonts(URLFetcher):  # type: ignore[misc]
    """Refuses everything but the font files beside our own style sheets."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        name = url.removeprefix(FONTS)
        if not url.startswith(FONTS) or "/" in name or not name.endswith(".woff2"):
            raise ValueError(f"not fetched: {url[:100]}")
        content = _static(f"kit/fonts/{name}").read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": "font/woff2"})


@lru_cache
def _sheet() -> str:
    return _static(SHEET).read_text(encoding="utf-8").replace("../kit/fonts/", FONTS)


def _static(name: str) -> Path:
    found = find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
