"""Single values put right, where what was meant is beyond doubt: an address without https://, a
date with day and month swapped, a licence's name in other words. Nothing is made up: what remains
doubtful gives an empty text, and the value is left out."""

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from urllib.parse import quote

from lumbung.catalogue.domain.publiccode import values
from lumbung.catalogue.domain.publiccode import vocabularies as words
from lumbung.catalogue.domain.publiccode.values import Judge

_SURE = 0.84  # how like (Ratcliff-Obershelp) a word must be to be taken for another
_MOST_CHARACTERS = 200  # of a word that is compared
_FIRST_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_HALF_SCHEME = re.compile(r"(https?)(?::/*|//+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\[[^\]]*\]\((\S+)\)|<(\S+)>")


def tidy(text: str) -> str:
    """In composed form (NFC), without NUL and without white space at the ends of lines."""
    text = unicodedata.normalize("NFC", text.replace("\x00", ""))
    return re.sub(r"[ \t]+(?=\n)", "", text)


def address(text: str) -> str:
    text = text.strip()
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed:
        text = bracketed[1] or bracketed[2]
    half = _HALF_SCHEME.match(text)
    if half:
        text = f"{half[1].lower()}://{text[half.end() :]}"
    elif text.startswith("git@") and ":" in text:  # git's own short form of ssh
        text = "ssh://" + text.replace(":", "/", 1)
    elif _FIRST_HOST.fullmatch(text):
        text = f"https://{text}"
    if " " in text and "://" in text:
        text = quote(text, safe=":/?#[]@!$&'()*+,;=%~")
    return text


def email(text: str) -> str:
    text = text.strip().removeprefix("mailto:").strip("<>")
    # The standard advised to hide the @ as \x64; outside double quotes that stays as it is.
    text = re.sub(r"\\x(?:64|40)", "@", text)
    return re.sub(r"\s*[\[(]\s*(?:at|chiocciola)\s*[\])]\s*", "@", text)


_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ].*)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def day(text: str) -> str:
    """Day and month are told apart only where one of them is more than 12."""
    text = text.strip()
    found = _YEAR_FIRST.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)
    if found:
        year, month, number = (int(part) for part in found.groups())
        if month > 12 >= number:
            month, number = number, month
        return f"{year:04}-{month:02}-{number:02}"
    found = _DAY_FIRST.fullmatch(text)
    if found:
        first, second, year = (int(part) for part in found.groups())
        if first > 12 or first == second:
            return f"{year:04}-{second:02}-{first:02}"
        if second > 12:
            return f"{year:04}-{first:02}-{second:02}"
    return text


_VERSIONED = re.compile(
    r"(a?l?gpl|eupl|apache|mpl|cc0)[- ]*v?\.?(\d)(?:\.(\d))?(\+?)", re.IGNORECASE
)
_LICENCE_NOISE = re.compile(
    r"\b(?:the|licen[cs]e|version|gnu|public|general)\b|[,()]", re.IGNORECASE
)
_LONG_NAMES = {
    "european union": "EUPL",
    "affero": "AGPL",
    "lesser": "LGPL",
    "mozilla": "MPL",
}
_OR_LATER = re.compile(r"(?:-|\s+)or(?:-|\s+)(?:any[- ])?later$", re.IGNORECASE)


def licence(text: str) -> str:
    """An SPDX expression; never another version of a licence than the one that was named."""
    text = text.strip()
    if values.is_licence(text):
        return " ".join(_spelt(word) for word in text.split())
    later = _OR_LATER.search(text)
    if later and values.is_licence(text[: later.start()]):
        return _spelt(text[: later.start()]) + "+"  # SPDX has no own identifier for it
    plain = _LICENCE_NOISE.sub(" ", text)
    for name, short in _LONG_NAMES.items():
        plain = re.sub(name, short, plain, flags=re.IGNORECASE)
    found = _VERSIONED.search(plain)
    if found:
        name, major, minor, plus = found.groups()
        candidate = f"{name.upper()}-{major}.{minor or '0'}".replace("APACHE", "Apache")
        if plus or later:
            candidate += "-or-later" if values.spelt_licence(f"{candidate}-or-later") else "+"
        elif values.spelt_licence(f"{candidate}-only"):
            return ""  # whether later versions are meant too, only the author knows
        if values.is_licence(candidate):
            return candidate
    return _nearest_licence(text)


def _spelt(word: str) -> str:
    return values.spelt_licence(word) or word


def _nearest_licence(text: str) -> str:
    """The identifier most like it, if the digits are the same."""
    if len(text) > _MOST_CHARACTERS:
        return ""
    squeezed = re.sub(r"[\s_]+", "-", text)
    by_lower = {each.lower(): each for each in values.licence_ids()}
    near = get_close_matches(squeezed.lower(), by_lower, n=3, cutoff=0.9)
    same = [each for each in near if re.findall(r"\d", each) == re.findall(r"\d", text)]
    return by_lower[same[0]] if same else ""


def language(text: str) -> str:
    tag = text.strip().replace("_", "-")
    if not values.is_language(tag):
        return ""
    first, *others = tag.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each for each in others)])


def country(text: str) -> str:
    return text.strip().upper()


def place(text: str) -> str:
    """A path from the top of the repository."""
    text = text.strip()
    if text[:5].lower() == "file:":
        return ""
    text = text.replace("\\", "/").removeprefix("./")
    return text if "://" in text else text.lstrip("/")


def uri(text: str) -> str:
    text = text.strip()
    return text if text[:4].lower() == "urn:" else address(text)


def supported(text: str) -> str:
    text = text.strip()
    return f"alias:{text.lower()}" if text.lower() in words.ALIASES else uri(text)


CORRECTORS: dict[Judge, Callable[[str], str]] = {
    values.judge_address: address,
    values.judge_web_address: address,
    values.judge_video: address,
    values.judge_uri: uri,
    values.judge_supported: supported,
    values.judge_logo: place,
    values.judge_screenshot: place,
    values.judge_place: place,
    values.judge_date: day,
    values.judge_email: email,
    values.judge_language: language,
    values.judge_country: country,
    values.judge_licence: licence,
    values.judge_ipa_code: str.strip,
    values.judge_media_type: str.strip,
}

# Words that older versions of the standard had, or that are plainly meant.
_MEANT = {
    "softwareaddon": "addon",
    "plugin": "addon",
    "standalone": "standalone/other",
    "production": "stable",
    "released": "stable",
    "deprecated": "obsolete",
    "alpha": "beta",  # the standard: "in the testing phase (alpha or beta)"
    "commercial": "contract",
    "contractor": "contract",
}


def choice(text: str, known: tuple[str, ...]) -> str:
    """The known word that is meant, or an empty text."""
    plain = re.sub(r"[\s_]+", "-", text.strip()).lower()
    by_lower = {word.lower(): word for word in known}
    if plain in by_lower:
        return by_lower[plain]
    if (meant := _MEANT.get(plain.replace("-", ""), "")) in known:
        return meant
    if f"standalone/{plain}" in known:
        return f"standalone/{plain}"
    if plain.startswith("standalone/") and "standalone/other" in known:
        return "standalone/other"
    if len(plain) > _MOST_CHARACTERS:
        return ""
    near = get_close_matches(plain, by_lower, n=1, cutoff=_SURE)
    return by_lower[near[0]] if near else ""


def key(name: str, known: tuple[str, ...]) -> str:
    """The known key that is meant by a misspelt one, or an empty text."""
    squeezed = re.sub(r"[-_\s]", "", name).lower()
    by_lower = {each.lower(): each for each in known}
    if squeezed in by_lower:
        return by_lower[squeezed]
    if len(name) > _MOST_CHARACTERS:
        return ""
    near = get_close_matches(squeezed, by_lower, n=1, cutoff=_SURE)
    return by_lower[near[0]] if near else ""


_YES = frozenset({"true", "yes", "y", "on", "si", "sì", "ja", "ya", "oui", "1"})
_NO = frozenset({"false", "no", "n", "off", "nee", "nein", "tidak", "non", "0"})


def flag(text: str) -> str:
    plain = text.strip().lower()
    if plain in _YES:
        return "true"
    return "false" if plain in _NO else ""


def shortened(text: str, most: int) -> str:
    """At most `most` graphemes, cut between words, with an ellipsis."""
    cut, count = "", 0
    for word in re.finditer(r"\S+\s*", text.strip()):
        count += values.grapheme_count(word[0])
        if count > most - 2:
            break
        cut += word[0]
    cut = cut.rstrip().rstrip(",;:–-")
    return f"{cut} …" if cut else ""
