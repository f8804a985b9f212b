"""What our files say in Bahasa Indonesia."""

from babel.messages.pofile import read_po

from lumbung.planning.files.words import LOCALE, translator
from lumbung.planning.files.xlsx_parts import PARTS


def indonesian():
    with (LOCALE / "id" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="id")}


def test_import_knows_the_template_in_both_languages():
    words = indonesian()
    for part in PARTS:
        assert {part.title.lower(), words[part.title].lower()} <= set(part.known_as)
        for heading in part.headings:
            assert words[heading.title].lower() in heading.known_as
            assert words[heading.note]


def test_language_without_catalogue_falls_back_to_english():
    assert translator("xx")("Spending") == "Spending"
