"""A draft PKS as a Word document that a legal section edits: real styles, articles and paragraphs
numbered by Word itself, blanks marked yellow, the mark of a draft on every page."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from lumbung.catalogue.domain.agreements.pks_parts import BLANK, Article, Draft, Signature
from lumbung.catalogue.files.docx_numbering import Numbering

FONT = "Arial"
LEFT_CM, RIGHT_CM, TOP_CM, BOTTOM_CM = 3.0, 2.5, 2.5, 2.5


def pks_docx(draft: Draft, questions: Iterable[str]) -> bytes:
    """`questions`: the draft's gaps, as the reader's language says them, on a page at the end."""
    document = Document()
    _set_up(document, draft)
    numbering = Numbering(document)
    for line in draft.heading:
        _write(document, line, "Title")
    for index, line in enumerate(draft.numbers):
        before = Pt(0 if index else 12)
        _write(document, line, "PKS Centre").paragraph_format.space_before = before
    _write(document, draft.opening, "PKS Text").paragraph_format.space_before = Pt(14)
    parties = numbering.new_list("upperRoman", "%1.")
    for text in draft.parties:
        numbering.apply(_write(document, text, "PKS Item"), parties)
    _write(document, draft.together, "PKS Text")
    _items(document, numbering, draft.considering)
    _write(document, "Dengan memperhatikan:", "PKS Text")
    _items(document, numbering, (f"{text};" for text in draft.legal_bases))
    _write(document, draft.bridge, "PKS Text")
    for article in draft.articles:
        _article(document, numbering, article)
    closing = _write(document, draft.closing, "PKS Text").paragraph_format
    closing.space_before, closing.keep_with_next = Pt(14), True
    _signatures(document, draft.signatures)
    _questions(document, draft, list(questions))
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: WordDocument, draft: Draft) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(LEFT_CM), Cm(RIGHT_CM)
    section.top_margin, section.bottom_margin = Cm(TOP_CM), Cm(BOTTOM_CM)
    properties = document.core_properties
    properties.title, properties.language = " ".join(draft.heading), "id-ID"
    properties.author, properties.comments = "Lumbung", draft.mark
    _styles(document)
    mark = section.header.paragraphs[0]
    mark.text, mark.alignment = draft.mark, WD_ALIGN_PARAGRAPH.CENTER
    mark.runs[0].bold, mark.runs[0].font.color.rgb = True, RGBColor(0xA8, 0x20, 0x1A)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Halaman ")
    _field(foot, "PAGE")
    foot.add_run(" dari ")
    _field(foot, "NUMPAGES")


def _styles(document: WordDocument) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    title: Any = document.styles["Title"]
    _plain(title, bold=True, size=12, centred=True)
    title.paragraph_format.space_after = Pt(2)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for level in (1, 2):
        heading: Any = document.styles[f"Heading {level}"]
        _plain(heading, bold=True, size=11, centred=True)
        heading.paragraph_format.space_before = Pt(14 if level == 1 else 0)
        heading.paragraph_format.space_after = Pt(0 if level == 1 else 6)
        heading.paragraph_format.keep_with_next = True
    for name, after in (("PKS Text", 8), ("PKS Item", 4), ("PKS Centre", 2)):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.15
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    document.styles["PKS Centre"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _plain(style: Any, *, bold: bool, size: int, centred: bool) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    if centred:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(document: Any, text: str, style: str) -> WordParagraph:
    """With every blank marked, so that nobody overlooks it."""
    paragraph: WordParagraph = document.add_paragraph(style=style)
    pieces = text.split(BLANK)
    for index, piece in enumerate(pieces):
        if index:
            paragraph.add_run(BLANK).font.highlight_color = WD_COLOR_INDEX.YELLOW
        if piece:
            paragraph.add_run(piece)
    return paragraph


def _items(document: WordDocument, numbering: Numbering, texts: Iterable[str]) -> None:
    found = numbering.new_list("lowerLetter", "%1.")
    for text in texts:
        numbering.apply(_write(document, text, "PKS Item"), found)


def _article(document: WordDocument, numbering: Numbering, article: Article) -> None:
    numbering.apply(document.add_paragraph(style="Heading 1"), numbering.articles)
    document.add_paragraph(article.title, style="Heading 2")
    single = len(article.paragraphs) == 1
    paragraphs = None if single else numbering.new_list("decimal", "(%1)", "lowerLetter", "%2.")
    for paragraph in article.paragraphs:
        written = _write(document, paragraph.text, "PKS Text" if single else "PKS Item")
        if paragraphs is not None:
            numbering.apply(written, paragraphs)
        if single:
            _items(document, numbering, paragraph.items)
            continue
        letters = numbering.new_list("lowerLetter", "%1.", indent=1) if paragraph.items else None
        for item in paragraph.items:
            numbering.apply(_write(document, item, "PKS Item"), letters)


def _signatures(document: WordDocument, signatures: tuple[Signature, ...]) -> None:
    """Two beside one another; the provider's first, on the right, as deeds have it."""
    table = document.add_table(rows=0, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for start in range(0, len(signatures), 2):
        cells = table.add_row().cells
        pair = signatures[start : start + 2]
        for cell, signature in zip(
            reversed(cells) if len(pair) == 2 else cells, pair, strict=False
        ):
            first = cell.paragraphs[0]
            first.style = document.styles["PKS Centre"]
            first.add_run(f"{signature.party},").bold = True
            for text in (signature.region, signature.office):
                _write(cell, text, "PKS Centre")
            _write(cell, "", "PKS Centre").paragraph_format.space_after = Pt(64)
            _write(cell, signature.name, "PKS Centre")
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))


def _questions(document: WordDocument, draft: Draft, questions: list[str]) -> None:
    heading = document.add_paragraph("Yang masih harus diisi dan ditelaah", style="Title")
    heading.paragraph_format.page_break_before = True
    _write(
        document,
        "Halaman ini bukan bagian perjanjian; hapus sebelum ditandatangani.",
        "PKS Centre",
    )
    for text in questions:
        document.add_paragraph(text, style="List Bullet")
    standard = ", ".join(str(each.number) for each in draft.articles if each.is_standard)
    _write(
        document,
        f"Pasal {standard} memakai rumusan umum yang tidak berasal dari syarat penawaran.",
        "PKS Text",
    )


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """A field that Word computes, such as the page number."""
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)
