"""Numbered lists in a Word document, numbered by Word: python-docx writes none by itself. Each list
is an abstract numbering with a number of its own, so that every list begins anew (ISO/IEC 29500-1,
17.9)."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

INDENT_TWIPS = 567  # one centimetre
FIRST_ID = 100  # beyond those of the template


class Numbering:
    """`articles` numbers headings as “Pasal 1”; others are made as they are needed."""

    def __init__(self, document: WordDocument) -> None:
        self._part: Any = document.part.numbering_part.element
        self._next = FIRST_ID
        self.articles = self._add([("decimal", "Pasal %1")], indent=None)

    def new_list(self, *levels: str, indent: int = 0) -> int:
        """`levels`: number format and text of each level, one after the other."""
        pairs = list(zip(levels[::2], levels[1::2], strict=True))
        return self._add(pairs, indent=indent)

    def apply(self, paragraph: Paragraph, number: int | None, level: int = 0) -> None:
        if number is None:
            return
        properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def _add(self, levels: list[tuple[str, str]], *, indent: int | None) -> int:
        self._next += 1
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(self._next))
        for index, (number_format, text) in enumerate(levels):
            abstract.append(self._level(index, number_format, text, indent))
        first_number = self._part.find(qn("w:num"))
        if first_number is None:
            self._part.append(abstract)
        else:
            first_number.addprevious(abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), str(self._next))
        number.append(_valued("w:abstractNumId", str(self._next)))
        self._part.append(number)
        return self._next

    def _level(self, index: int, number_format: str, text: str, indent: int | None) -> Any:
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(index))
        level.append(_valued("w:start", "1"))
        level.append(_valued("w:numFmt", number_format))
        if indent is None:
            level.append(_valued("w:suff", "nothing"))
        level.append(_valued("w:lvlText", text))
        level.append(_valued("w:lvlJc", "left"))
        if indent is not None:
            properties, place = OxmlElement("w:pPr"), OxmlElement("w:ind")
            place.set(qn("w:left"), str(INDENT_TWIPS * (index + indent + 1)))
            place.set(qn("w:hanging"), str(INDENT_TWIPS))
            properties.append(place)
            level.append(properties)
        return level


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
