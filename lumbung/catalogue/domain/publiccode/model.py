"""What a publiccode.yml tells, as frozen objects. Only values that fit the standard's rules get
here; what is missing is empty. Built by `publiccode_of` from plain values (reading)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Description:
    """In one language, a BCP 47 tag."""

    language: str
    localised_name: str = ""
    short_description: str = ""
    long_description: str = ""
    documentation: str = ""
    api_documentation: str = ""
    features: tuple[str, ...] = ()
    screenshots: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    uri: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contractor:
    """`until` is a date, YYYY-MM-DD."""

    name: str
    until: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str = ""
    phone: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Dependency:
    """`kind` is open, proprietary or hardware."""

    kind: str
    name: str
    version: str = ""
    version_min: str = ""
    version_max: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Publiccode:
    """One piece of software. `localisation_ready` is None where the file does not tell."""

    standard_version: str = ""
    name: str = ""
    url: str = ""
    landing_url: str = ""
    application_suite: str = ""
    is_based_on: tuple[str, ...] = ()
    software_version: str = ""
    release_date: str = ""
    logo: str = ""
    roadmap: str = ""
    organisation: Organisation | None = None
    platforms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    funded_by: tuple[Organisation, ...] = ()
    supports: tuple[str, ...] = ()
    development_status: str = ""
    software_type: str = ""
    scopes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    unsupported_countries: tuple[str, ...] = ()
    descriptions: tuple[Description, ...] = ()
    licence: str = ""
    copyright_owner: str = ""
    maintenance_type: str = ""
    contractors: tuple[Contractor, ...] = ()
    contacts: tuple[Contact, ...] = ()
    localisation_ready: bool | None = None
    available_languages: tuple[str, ...] = ()
    depends_on: tuple[Dependency, ...] = ()

    def description_in(self, language: str) -> Description | None:
        """The description in `language`, else in English, else the first; regions of a language
        (id-ID) count as the language."""
        wanted = [language.lower().split("-")[0], "en"]
        for tag in wanted:
            for each in self.descriptions:
                if each.language.lower().split("-")[0] == tag:
                    return each
        return self.descriptions[0] if self.descriptions else None


def publiccode_of(data: Mapping[str, Any]) -> Publiccode:
    """`data` holds values that fit the rules, under the standard's own keys; nothing is judged."""
    legal, maintenance = data.get("legal", {}), data.get("maintenance", {})
    audience, localisation = data.get("intendedAudience", {}), data.get("localisation", {})
    owner = data.get("organisation")
    return Publiccode(
        standard_version=data.get("publiccodeYmlVersion", ""),
        name=data.get("name", ""),
        url=data.get("url", ""),
        landing_url=data.get("landingURL", ""),
        application_suite=data.get("applicationSuite", ""),
        is_based_on=_several(data.get("isBasedOn", ())),
        software_version=data.get("softwareVersion", ""),
        release_date=data.get("releaseDate", ""),
        logo=data.get("logo", ""),
        roadmap=data.get("roadmap", ""),
        organisation=_organisation(owner) if owner else None,
        platforms=_several(data.get("platforms", ())),
        categories=_several(data.get("categories", ())),
        used_by=_several(data.get("usedBy", ())),
        funded_by=tuple(_organisation(each) for each in data.get("fundedBy", ())),
        supports=tuple(each["id"] for each in data.get("supports", ()) if "id" in each),
        development_status=data.get("developmentStatus", ""),
        software_type=data.get("softwareType", ""),
        scopes=_several(audience.get("scope", ())),
        countries=_several(audience.get("countries", ())),
        unsupported_countries=_several(audience.get("unsupportedCountries", ())),
        descriptions=tuple(
            _description(tag, each) for tag, each in data.get("description", {}).items()
        ),
        licence=legal.get("license", ""),
        copyright_owner=legal.get("mainCopyrightOwner", ""),
        maintenance_type=maintenance.get("type", ""),
        contractors=tuple(
            Contractor(**each) for each in maintenance.get("contractors", ()) if "name" in each
        ),
        contacts=tuple(
            Contact(**each) for each in maintenance.get("contacts", ()) if "name" in each
        ),
        localisation_ready=localisation.get("localisationReady"),
        available_languages=_several(localisation.get("availableLanguages", ())),
        depends_on=tuple(_dependencies(data.get("dependsOn", {}))),
    )


def _several(value: Any) -> tuple[str, ...]:
    """The standard lets some lists of one entry be the entry itself."""
    return (value,) if isinstance(value, str) else tuple(value)


def _organisation(data: Mapping[str, str]) -> Organisation:
    return Organisation(uri=data.get("uri", ""), name=data.get("name", ""))


def _description(language: str, data: Mapping[str, Any]) -> Description:
    return Description(
        language=language,
        localised_name=data.get("localisedName", ""),
        short_description=data.get("shortDescription", ""),
        long_description=data.get("longDescription", ""),
        documentation=data.get("documentation", ""),
        api_documentation=data.get("apiDocumentation", ""),
        features=_several(data.get("features", ())),
        screenshots=_several(data.get("screenshots", ())),
        videos=_several(data.get("videos", ())),
        awards=_several(data.get("awards", ())),
    )


def _dependencies(data: Mapping[str, Any]) -> list[Dependency]:
    return [
        Dependency(
            kind=kind,
            name=each["name"],
            version=each.get("version", ""),
            version_min=each.get("versionMin", ""),
            version_max=each.get("versionMax", ""),
            is_optional=each.get("optional", False),
        )
        for kind in ("open", "proprietary", "hardware")
        for each in data.get(kind, ())
        if "name" in each
    ]
