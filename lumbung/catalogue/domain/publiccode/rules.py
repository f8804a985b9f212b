"""publiccode.yml as one table: every key, what belongs there, what is required, what is outdated.

Source: the standard 0.7 (https://github.com/publiccodeyml/publiccode.yml) as its reference parser
rules it, which judges files of 0 and 0.2 to 0.7 alike. The strict check (checking) and the lenient
reading (mending) both walk this table.
"""

from dataclasses import dataclass, field

from lumbung.catalogue.domain.publiccode import values
from lumbung.catalogue.domain.publiccode import vocabularies as words
from lumbung.catalogue.domain.publiccode.values import Judge
from lumbung.kit.errors import gettext_noop


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, or one that `judge` accepts, of `least` to `most` graphemes."""

    judge: Judge | None = None
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false, in YAML 1.2."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `or_one` allows its single entry without the list."""

    of: "Rule"
    least: int = 0
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    rule: "Rule"
    required: bool = False
    outdated: str = ""  # the hint that tells what to do instead


@dataclass(frozen=True, slots=True)
class Section:
    keys: dict[str, Key] = field(hash=False)


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """A mapping whose keys are language tags; at least one."""

    of: Section


Rule = Text | Choice | Flag | Items | Section | ByLanguage

_ANY = Text()
_WEB = Text(values.judge_web_address)
_DROP = gettext_noop("Leave it out.")
_USE_LOGO = gettext_noop("Use logo instead.")
_USE_ORGANISATION_NAME = gettext_noop("Use organisation.name instead.")
_USE_ORGANISATION_URI = gettext_noop("Use organisation.uri with urn:x-italian-pa:… instead.")
_USE_UPPER = gettext_noop("Write the country's key in capitals: IT.")


def _flags(*names: str) -> Section:
    return Section({name: Key(Flag()) for name in names})


ORGANISATION = Section({"uri": Key(Text(values.judge_uri), required=True), "name": Key(_ANY)})
DEPENDENCY = Section(
    {
        "name": Key(_ANY, required=True),
        "version": Key(_ANY),
        "versionMin": Key(_ANY),
        "versionMax": Key(_ANY),
        "optional": Key(Flag()),
    }
)
CONTRACTOR = Section(
    {
        "name": Key(_ANY, required=True),
        "until": Key(Text(values.judge_date), required=True),
        "email": Key(Text(values.judge_email)),
        "website": Key(_WEB),
    }
)
CONTACT = Section(
    {
        "name": Key(_ANY, required=True),
        "email": Key(Text(values.judge_email)),
        "phone": Key(_ANY),
        "affiliation": Key(_ANY),
    }
)
DESCRIPTION = Section(
    {
        "localisedName": Key(_ANY),
        "genericName": Key(Text(most=35), outdated=_DROP),
        "shortDescription": Key(Text(most=150), required=True),
        "longDescription": Key(Text(least=150, most=10_000), required=True),
        "documentation": Key(_WEB),
        "apiDocumentation": Key(_WEB),
        "features": Key(Items(_ANY, least=1), required=True),
        "screenshots": Key(Items(Text(values.judge_screenshot))),
        "videos": Key(Items(Text(values.judge_video))),
        "awards": Key(Items(_ANY)),
    }
)
ITALY = Section(
    {
        "countryExtensionVersion": Key(Choice(words.COUNTRY_EXTENSION_VERSIONS)),
        "conforme": Key(
            _flags("lineeGuidaDesign", "modelloInteroperabilita", "misureMinimeSicurezza", "gdpr"),
            outdated=_DROP,
        ),
        "riuso": Key(
            Section({"codiceIPA": Key(Text(values.judge_ipa_code), outdated=_USE_ORGANISATION_URI)})
        ),
        "piattaforme": Key(_flags("spid", "pagopa", "cie", "anpr", "io")),
    }
)
COUNTRIES = Items(Text(values.judge_country))

PUBLICCODE = Section(
    {
        "publiccodeYmlVersion": Key(
            Choice((*words.LATEST_VERSIONS, *words.OLDER_VERSIONS)), required=True
        ),
        "name": Key(_ANY, required=True),
        "applicationSuite": Key(_ANY),
        "url": Key(Text(values.judge_address), required=True),
        "landingURL": Key(_WEB),
        "isBasedOn": Key(Items(Text(values.judge_address), or_one=True)),
        "softwareVersion": Key(_ANY),
        "releaseDate": Key(Text(values.judge_date)),
        "logo": Key(Text(values.judge_logo)),
        "monochromeLogo": Key(Text(values.judge_logo), outdated=_USE_LOGO),
        "organisation": Key(ORGANISATION),
        "inputTypes": Key(Items(Text(values.judge_media_type)), outdated=_DROP),
        "outputTypes": Key(Items(Text(values.judge_media_type)), outdated=_DROP),
        "platforms": Key(Items(_ANY, least=1), required=True),
        "categories": Key(Items(Choice(words.CATEGORIES))),
        "usedBy": Key(Items(_ANY)),
        "fundedBy": Key(Items(ORGANISATION)),
        "supports": Key(Items(Section({"id": Key(Text(values.judge_supported), required=True)}))),
        "roadmap": Key(_WEB),
        "developmentStatus": Key(Choice(words.DEVELOPMENT_STATUSES), required=True),
        "softwareType": Key(Choice(words.SOFTWARE_TYPES), required=True),
        "intendedAudience": Key(
            Section(
                {
                    "scope": Key(Items(Choice(words.SCOPES))),
                    "countries": Key(COUNTRIES),
                    "unsupportedCountries": Key(COUNTRIES),
                }
            )
        ),
        "description": Key(ByLanguage(DESCRIPTION), required=True),
        "legal": Key(
            Section(
                {
                    "license": Key(Text(values.judge_licence), required=True),
                    "mainCopyrightOwner": Key(_ANY),
                    "repoOwner": Key(_ANY, outdated=_USE_ORGANISATION_NAME),
                    "authorsFile": Key(Text(values.judge_place), outdated=_DROP),
                }
            ),
            required=True,
        ),
        "maintenance": Key(
            Section(
                {
                    "type": Key(Choice(words.MAINTENANCE_TYPES), required=True),
                    "contractors": Key(Items(CONTRACTOR)),
                    "contacts": Key(Items(CONTACT)),
                }
            ),
            required=True,
        ),
        "localisation": Key(
            Section(
                {
                    "localisationReady": Key(Flag(), required=True),
                    "availableLanguages": Key(
                        Items(Text(values.judge_language), least=1), required=True
                    ),
                }
            ),
            required=True,
        ),
        "dependsOn": Key(
            Section(
                {
                    "open": Key(Items(DEPENDENCY)),
                    "proprietary": Key(Items(DEPENDENCY)),
                    "hardware": Key(Items(DEPENDENCY)),
                }
            )
        ),
        "IT": Key(ITALY),
        "it": Key(ITALY, outdated=_USE_UPPER),
    }
)
