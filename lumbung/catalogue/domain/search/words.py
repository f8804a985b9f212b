"""Words of a text as search compares them: lower case, without accents, stop words and endings, in
Indonesian and English alike. The same function reads what is indexed and what is searched, so that
every database finds the same.

Stemmers: Snowball (https://snowballstem.org/algorithms/), for Indonesian after F. Z. Tala (2003),
"A Study of Stemming Effects on Information Retrieval in Bahasa Indonesia", whose list of stop words
is the source of the shorter one here; for English M. F. Porter's second stemmer.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

MOST_CHARACTERS = 100_000
MOST_LETTERS = 40
MOST_WORDS = 5000
_WORD = re.compile(r"[^\W_]+")
_INDONESIAN = snowballstemmer.stemmer("indonesian")
_ENGLISH = snowballstemmer.stemmer("english")

# Words of the work of government whose forms the stemmer does not bring together.
IRREGULAR = {
    "antri": "antre",
    "antrian": "antre",
    "antrean": "antre",
    "kepegawaian": "pegawai",
    "pegawai": "pegawai",
    "kependudukan": "penduduk",
    "penduduk": "penduduk",
    "pemda": "pemerintah",
    "pemerintahan": "pemerintah",
    "pemerintah": "pemerintah",
}

_STOP_WORDS = """
    ada adalah agar akan antara atas atau bagi bahwa berbagai beserta bisa dalam dan dapat dari
    dengan di dll hal hanya harus hingga ia ialah ini itu jika juga kami kamu karena ke kepada
    kita lain lainnya lalu maka mana masih melalui mereka namun oleh pada para per pula pun sampai
    sebagai sebuah secara sedang sehingga sejak selain seluruh semua seperti serta setiap suatu
    supaya tanpa telah tentang terhadap tersebut tiap tidak untuk yaitu yakni yang

    a about after all also an and any are as at be been being but by can do does for from had has
    have how if in into is it its may more most no not of on or other our so such than that the
    their them then there these they this those through to under up use used using was we were what
    when where which while who will with within you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def plain_words(text: str) -> tuple[str, ...]:
    """Words as written, lower case and without accents, in their order; stop words left out.

    People write e-Office, e Office and eoffice for one thing: a letter that stands alone before a
    word makes one word with it, and the word itself follows.
    """
    return tuple(_words(text, with_tails=True))


def asked_words(text: str) -> tuple[str, ...]:
    """The words of what somebody searches: as plain_words, but e-Office asks for `eoffice`
    alone."""
    return tuple(_words(text, with_tails=False))


def stems(text: str) -> tuple[str, ...]:
    """The stem of each word, in the text's order, with repetitions."""
    return tuple(stem(word) for word in plain_words(text))


def _words(text: str, *, with_tails: bool) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text[:MOST_CHARACTERS]).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    head = ""
    for word in _WORD.findall(plain)[:MOST_WORDS]:
        if len(word) == 1 and word.isascii() and word.isalpha() and not head:
            head = word
            continue
        joined = (head + word)[:MOST_LETTERS]
        if joined not in STOP_WORDS:
            yield joined
        if head and with_tails and word not in STOP_WORDS:
            yield word[:MOST_LETTERS]
        head = ""
    if head:
        yield head


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Of one plain word. A word that the Indonesian stemmer leaves alone may be English; digits and
    words of up to three letters (SKM, PBB) are left as they are."""
    if len(word) <= 3 or word.isdecimal():
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    found: str = _INDONESIAN.stemWord(word)
    return found if found != word else str(_ENGLISH.stemWord(word))
