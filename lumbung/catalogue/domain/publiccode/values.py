"""Single values of publiccode.yml: is this text an address, a date, a licence, a language …?

A judge takes the text and answers None, or what is wrong and the next step. Sources: RFC 3986
(addresses), RFC 8141 (URN), BCP 47 (languages, by langcodes' copy of the IANA registry), SPDX
licence expressions (by license-expression's copy of the SPDX list), RFC 6838 (media types), UAX 29
(graphemes, by regex).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from urllib.parse import urlsplit

import langcodes
import regex
from license_expression import ExpressionError, ExpressionParseError, Licensing, get_spdx_licensing

from lumbung.catalogue.domain.publiccode import vocabularies
from lumbung.catalogue.domain.publiccode.video_providers import is_video_address
from lumbung.kit.errors import gettext_noop
from lumbung.kit.words import nearest_word

MOST_ADDRESS_CHARACTERS = 2000
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, as templates; `facts` fill both."""

    message: str
    hint: str
    facts: tuple[tuple[str, str], ...] = ()


Judge = Callable[[str], Problem | None]


def shown(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"


def _problem(message: str, hint: str, text: str, **facts: object) -> Problem:
    every = {"value": shown(text), **facts}
    return Problem(message, hint, tuple((name, str(value)) for name, value in every.items()))


_NO_ADDRESS = gettext_noop("“%(value)s” is no full address.")
_NO_ADDRESS_HINT = gettext_noop("Write the whole address, beginning with https://.")
_LOCAL = gettext_noop("“%(value)s” is a place on one machine only.")
_LOCAL_HINT = gettext_noop("Give a path from the top of the repository, or a web address.")
_WHITE = re.compile(r"[\s\x00-\x1f\x7f]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False


def _is_written_as_address(text: str) -> bool:
    return (
        0 < len(text) <= MOST_ADDRESS_CHARACTERS
        and not _WHITE.search(text)
        and _SCHEME.match(text) is not None
        and not _BAD_ESCAPE.search(text)
    )


def judge_address(text: str) -> Problem | None:
    """An address with a scheme and a host; repositories are also reached by ssh: or git:."""
    if text[:5].lower() == "file:":
        return _problem(_LOCAL, _NO_ADDRESS_HINT, text)
    if _is_written_as_address(text) and _has_host(text):
        return None
    return _problem(_NO_ADDRESS, _NO_ADDRESS_HINT, text)


def judge_web_address(text: str) -> Problem | None:
    is_web = text[:8].lower() == "https://" or text[:7].lower() == "http://"
    return judge_address(text) if is_web else _problem(_NO_ADDRESS, _NO_ADDRESS_HINT, text)


_NO_VIDEO = gettext_noop("“%(value)s” is no video that can be shown by oEmbed.")
_NO_VIDEO_HINT = gettext_noop("Give the video's own page at a video service, such as YouTube.")


def judge_video(text: str) -> Problem | None:
    if problem := judge_web_address(text):
        return problem
    return None if is_video_address(text) else _problem(_NO_VIDEO, _NO_VIDEO_HINT, text)


_NO_URI = gettext_noop("“%(value)s” is no address and no URN.")
_NO_URI_HINT = gettext_noop("Write https://… or urn:….")
_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[^\s]+", re.IGNORECASE)
_ITALIAN = "urn:x-italian-pa:"
_NO_IPA = gettext_noop("“%(value)s” is no code of an Italian public administration.")
_NO_IPA_HINT = gettext_noop("The codes of indicepa.gov.it have at most 8 letters and digits.")
# Whether the list of indicepa.gov.it has the code is not asked: 23,000 codes change every week.
_IPA = re.compile(r"[A-Za-z0-9_]{1,8}")


def judge_uri(text: str) -> Problem | None:
    """An address with a host, or a URN."""
    if text[:4].lower() != "urn:":
        return _problem(_NO_URI, _NO_URI_HINT, text) if judge_address(text) else None
    if not _URN.fullmatch(text) or len(text) > MOST_ADDRESS_CHARACTERS:
        return _problem(_NO_URI, _NO_URI_HINT, text)
    if text[: len(_ITALIAN)].lower() == _ITALIAN:
        return judge_ipa_code(text[len(_ITALIAN) :])
    return None


def judge_ipa_code(text: str) -> Problem | None:
    return None if _IPA.fullmatch(text) else _problem(_NO_IPA, _NO_IPA_HINT, text)


_NO_ALIAS = gettext_noop("The alias “%(value)s” is not known.")
_NO_ALIAS_HINT = gettext_noop("Known are: %(known)s. Or give an address (https://…, urn:…).")


def judge_supported(text: str) -> Problem | None:
    """What `supports` may name: a known alias, or an address."""
    if not text.startswith("alias:"):
        return judge_uri(text)
    if text.removeprefix("alias:") in vocabularies.ALIASES:
        return None
    known = ", ".join(f"alias:{name}" for name in vocabularies.ALIASES)
    return _problem(_NO_ALIAS, _NO_ALIAS_HINT, text, known=known)


_NO_FILE = gettext_noop("“%(value)s” has not the ending of a picture that belongs here.")
_NO_FILE_HINT = gettext_noop("Allowed are: %(endings)s.")


def judge_picture(text: str, endings: tuple[str, ...]) -> Problem | None:
    """A path inside the repository, or a web address; never a place on one machine. An empty text
    means that there is none, as the reference parser has it."""
    if not text:
        return None
    if problem := judge_place(text):
        return problem
    path = urlsplit(text).path if _SCHEME.match(text) else text
    if path.lower().endswith(endings):
        return None
    return _problem(_NO_FILE, _NO_FILE_HINT, text, endings=", ".join(endings))


def judge_place(text: str) -> Problem | None:
    if text.startswith(("/", "\\")) or text[:5].lower() == "file:" or ".." in text.split("/"):
        return _problem(_LOCAL, _LOCAL_HINT, text)
    return judge_web_address(text) if _SCHEME.match(text) else None


judge_logo: Judge = partial(judge_picture, endings=vocabularies.LOGO_ENDINGS)
judge_screenshot: Judge = partial(judge_picture, endings=vocabularies.SCREENSHOT_ENDINGS)

_NO_DATE = gettext_noop("“%(value)s” is no date.")
_NO_DATE_HINT = gettext_noop("Write year, month and day: YYYY-MM-DD.")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def judge_date(text: str) -> Problem | None:
    if _DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return _problem(_NO_DATE, _NO_DATE_HINT, text)
        return None
    return _problem(_NO_DATE, _NO_DATE_HINT, text)


_NO_EMAIL = gettext_noop("“%(value)s” is no e-mail address.")
_NO_EMAIL_HINT = gettext_noop("Write it whole: name@place.example.")
_EMAIL = re.compile(
    r"[^\s@<>(),;:\"\\\[\]]{1,64}@(?:[^\s@.<>(),;:\"\\\[\]]{1,63}\.)+[^\W\d_]{2,63}"
)


def judge_email(text: str) -> Problem | None:
    is_one = len(text) <= 254 and _EMAIL.fullmatch(text) is not None and ".." not in text
    return None if is_one else _problem(_NO_EMAIL, _NO_EMAIL_HINT, text)


_NO_LANGUAGE = gettext_noop("“%(value)s” is no language tag (BCP 47).")
_NO_LANGUAGE_HINT = gettext_noop("Write for example id, en or id-ID, with a hyphen.")
_TAG = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")
_MOST_TAG_CHARACTERS = 80


def judge_language(text: str) -> Problem | None:
    return None if is_language(text) else _problem(_NO_LANGUAGE, _NO_LANGUAGE_HINT, text)


@lru_cache(maxsize=1000)
def is_language(tag: str) -> bool:
    if len(tag) > _MOST_TAG_CHARACTERS or not _TAG.fullmatch(tag):
        return False
    try:
        return langcodes.tag_is_valid(tag)
    except ValueError:  # LanguageTagError
        return False


_NO_COUNTRY = gettext_noop("“%(value)s” is no country code (ISO 3166-1).")
_NO_COUNTRY_HINT = gettext_noop("Write two capital letters, for example ID.")


def judge_country(text: str) -> Problem | None:
    is_one = text.upper() in vocabularies.COUNTRIES and (text.isupper() or text.islower())
    return None if is_one else _problem(_NO_COUNTRY, _NO_COUNTRY_HINT, text)


_NO_MEDIA_TYPE = gettext_noop("“%(value)s” is no media type.")
_NO_MEDIA_TYPE_HINT = gettext_noop("Write for example application/json; or drop the key.")
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_MEDIA_TYPE = re.compile(f"{_NAME}/{_NAME}")


def judge_media_type(text: str) -> Problem | None:
    is_one = _MEDIA_TYPE.fullmatch(text.strip(" "))
    return None if is_one else _problem(_NO_MEDIA_TYPE, _NO_MEDIA_TYPE_HINT, text)


_NO_LICENCE = gettext_noop("“%(value)s” is no licence by the SPDX list.")
_NO_LICENCE_HINT = gettext_noop("Take the identifier from spdx.org/licenses, such as EUPL-1.2.")
_NEAR_LICENCE_HINT = gettext_noop("Did you mean “%(nearest)s”?")
_LICENCE_WORD = re.compile(r"[A-Za-z0-9.:+-]+")
_OWN_LICENCE = re.compile(r"(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_MOST_LICENCE_CHARACTERS = 500


def judge_licence(text: str) -> Problem | None:
    if is_licence(text):
        return None
    nearest = nearest_word(text, licence_ids())
    if nearest:
        return _problem(_NO_LICENCE, _NEAR_LICENCE_HINT, text, nearest=nearest)
    return _problem(_NO_LICENCE, _NO_LICENCE_HINT, text)


@lru_cache(maxsize=1000)
def is_licence(expression: str) -> bool:
    if not 0 < len(expression) <= _MOST_LICENCE_CHARACTERS:
        return False
    plain = _LICENCE_WORD.sub(lambda word: _stand_in(word[0]), expression)
    try:
        _licensing().parse(plain, validate=True, strict=True)
    except (ExpressionError, ExpressionParseError, AttributeError, TypeError):
        return False  # the library trips over some malformed expressions itself
    return bool(plain.strip())


def _stand_in(word: str) -> str:
    """The library knows neither own licences (LicenseRef-) nor every `+` (or any later version);
    each is replaced by a licence that takes the same place in an expression."""
    if _OWN_LICENCE.fullmatch(word):
        return "MIT"
    base = word.removesuffix("+")
    return base if base != word and base.lower() in _licence_ids_lower() else word


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()


@cache
def licence_ids() -> tuple[str, ...]:
    """SPDX identifiers of licences, without those that only the library's authors gave."""
    return tuple(
        sorted(
            symbol.key
            for symbol in _licensing().known_symbols.values()
            if not symbol.is_exception and not symbol.key.startswith("LicenseRef-")
        )
    )


@cache
def _licence_ids_lower() -> dict[str, str]:
    return {key.lower(): key for key in licence_ids()}


def spelt_licence(word: str) -> str:
    """The SPDX identifier that is `word` but for capitals, or an empty text."""
    return _licence_ids_lower().get(word.lower(), "")


def grapheme_count(text: str) -> int:
    """Characters as a reader counts them (UAX 29)."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in regex.finditer(r"\X", text))
