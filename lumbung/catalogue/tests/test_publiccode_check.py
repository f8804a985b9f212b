"""The strict check of publiccode.yml, against the reference parser's own cases and one by one."""

import re
from pathlib import Path

import pytest

from lumbung.catalogue.domain.publiccode import check_publiccode
from lumbung.kit.errors import Severity

ROOT = Path(__file__).resolve().parents[3]
CONFORMANCE = ROOT.parent / "shared" / "data" / "publiccode" / "conformance"
needs_cases = pytest.mark.skipif(not CONFORMANCE.exists(), reason="../shared is not here")
EXAMPLES = sorted((ROOT / "examples").glob("*/offers/*/publiccode.yml"))

SOUND = """\
publiccodeYmlVersion: "0.7"
name: e-Office
url: https://git.example.org/e-office.git
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  id:
    shortDescription: Surat menyurat antarperangkat daerah
    longDescription: >
      Aplikasi untuk membuat, memeriksa, menandatangani, mengirim dan menyimpan surat dinas
      antarperangkat daerah, dengan disposisi, agenda, arsip dan laporan yang dapat dicetak.
    features: [Disposisi]
legal: {license: AGPL-3.0-or-later}
maintenance: {type: community, contacts: [{name: Contoh}]}
localisation: {localisationReady: true, availableLanguages: [id]}
"""

# Of each refused file: the key that must be told, and words of the message.
REASONS = {
    "dependsOn_open_optional_wrong_type": ("dependsOn.open.0.optional", "true or false"),
    "dependsOn_open_versionMax_wrong_type": ("dependsOn.open.0.versionMax", "A text belongs"),
    "dependsOn_open_versionMin_wrong_type": ("dependsOn.open.0.versionMin", "A text belongs"),
    "description_en_apiDocumentation_wrong_type": (
        "description.en.apiDocumentation",
        "A text belongs",
    ),
    "description_en_documentation_invalid": ("description.en.documentation", "no full address"),
    "description_en_genericName_too_long": ("description.en.genericName", "at most 35"),
    "description_en_longDescription_too_short": ("description.en.longDescription", "at least 150"),
    "description_en_videos_invalid_oembed": ("description.en.videos.0", "oEmbed"),
    "developmentStatus_missing": ("developmentStatus", "required and missing"),
    "fundedBy_uri_missing": ("fundedBy.0.uri", "required and missing"),
    "fundedBy_uri_wrong_italian_pa2": ("fundedBy.0.uri", "Italian"),
    "fundedBy_wrong_uri": ("fundedBy.0.uri", "no address and no URN"),
    "inputTypes_invalid": ("inputTypes.1", "media type"),
    "inputTypes_wrong_type": ("inputTypes", "A list belongs"),
    "intendedAudience_countries_invalid_country": ("intendedAudience.countries.2", "country code"),
    "intendedAudience_countries_invalid_iso_3166_1_alpha_2": (
        "intendedAudience.countries.2",
        "country code",
    ),
    "intendedAudience_scope_wrong_type": ("intendedAudience.scope", "A list belongs"),
    "intendedAudience_unsupportedCountries_wrong_type": (
        "intendedAudience.unsupportedCountries",
        "A list belongs",
    ),
    "invalid_yaml": ("(document)", "not YAML"),
    "isBasedOn_bad_url_string": ("isBasedOn", "no full address"),
    "it_IT_duplicated": ("it", "side by side"),
    "it_wrong_case": ("It", "not part of the standard"),
    "landingURL_invalid": ("landingURL", "no full address"),
    "legal_license_missing": ("legal.license", "required and missing"),
    "legal_missing": ("legal", "required and missing"),
    "localisation_availableLanguages_empty": ("localisation.availableLanguages", "at least one"),
    "localisation_availableLanguages_invalid": (
        "localisation.availableLanguages.0",
        "language tag",
    ),
    "localisation_availableLanguages_invalid_bcp47": (
        "localisation.availableLanguages.0",
        "language tag",
    ),
    "localisation_localisationReady_missing": (
        "localisation.localisationReady",
        "required and missing",
    ),
    "localisation_localisationReady_yaml11_on": (
        "localisation.localisationReady",
        "true or false",
    ),
    "logo_file_scheme": ("logo", "on one machine"),
    "logo_file_scheme2": ("logo", "on one machine"),
    "logo_file_scheme3": ("logo", "on one machine"),
    "maintenance_contacts_missing_with_type_internal": ("maintenance.contacts", "one contact"),
    "maintenance_contractors_email_invalid": ("maintenance.contractors.0.email", "e-mail"),
    "maintenance_contractors_missing_with_type_contract": (
        "maintenance.contractors",
        "needs its contractors",
    ),
    "maintenance_contractors_name_missing": (
        "maintenance.contractors.0.name",
        "required and missing",
    ),
    "maintenance_contractors_until_invalid": ("maintenance.contractors.0.until", "no date"),
    "maintenance_contractors_when_type_is_community": ("maintenance.contractors", "only to"),
    "maintenance_contractors_when_type_is_internal": ("maintenance.contractors", "only to"),
    "maintenance_type_missing": ("maintenance.type", "required and missing"),
    "mostly_empty": ("name", "required and missing"),
    "name_nil": ("name", "has no value"),
    "name_wrong_type": ("name", "A text belongs"),
    "organisation_wrong_type": ("organisation", "A mapping"),
    "organisation_wrong_uri": ("organisation.uri", "no address and no URN"),
    "platforms_missing": ("platforms", "required and missing"),
    "platforms_wrong_type": ("platforms", "A list belongs"),
    "publiccodeYmlVersion_wrong_type": ("publiccodeYmlVersion", "A text belongs"),
    "releaseDate_invalid": ("releaseDate", "no date"),
    "roadmap_wrong_type": ("roadmap", "A text belongs"),
    "softwareType_invalid": ("softwareType", "none of the words"),
    "softwareVersion_wrong_type": ("softwareVersion", "A text belongs"),
    "supports_unknown_alias": ("supports.0.id", "not known"),
    "unknown_field": ("foobar", "not part of the standard"),
    "url_missing": ("url", "required and missing"),
}
# What lies beside the file is judged where a folder is given (test_publiccode_files); the last one
# needs a network, which nothing here uses.
BESIDE_THE_FILE = {"monochromeLogo_missing_file", "logo_invalid_png", "logo_missing_file"}
NEEDS_NETWORK = {"logo_missing_url"}


def cases(*folders: str) -> list[Path]:
    return sorted(CONFORMANCE.joinpath(*folders).rglob("*.yml"))


def places(text: str) -> list[tuple[str, int, int]]:
    return [(each.key, each.line, each.column) for each in check_publiccode(text).findings]


def only_message(text: str) -> str:
    [finding] = check_publiccode(text).findings
    return str(finding)


@needs_cases
@pytest.mark.parametrize("path", cases("valid", "v0"), ids=lambda path: path.stem)
def test_what_the_reference_parser_accepts_is_valid_without_a_word(path: Path) -> None:
    assert check_publiccode(path.read_bytes()).findings == ()


@needs_cases
@pytest.mark.parametrize("path", cases("valid", "v0_with_warnings"), ids=lambda path: path.stem)
def test_what_it_accepts_with_warnings_is_valid_with_warnings(path: Path) -> None:
    verdict = check_publiccode(path.read_bytes())
    assert verdict.is_valid
    assert {finding.severity for finding in verdict.findings} == {Severity.WARNING}


@needs_cases
@pytest.mark.parametrize("path", cases("invalid", "v0"), ids=lambda path: path.stem)
def test_what_it_refuses_is_refused_for_the_same_reason(path: Path) -> None:
    verdict = check_publiccode(path.read_bytes())
    if path.stem in BESIDE_THE_FILE | NEEDS_NETWORK:
        assert verdict.is_valid
        return
    key, words = REASONS[path.stem]
    assert not verdict.is_valid
    errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
    assert any(each.key == key and words in each.message % dict(each.facts) for each in errors)
    if path.stem != "mostly_empty":
        assert {each.key.removeprefix(key) for each in errors} <= {"", ".0.until"}
    assert all(each.line and each.column and each.hint for each in verdict.findings)


@needs_cases
def test_every_refused_case_has_its_reason() -> None:
    known = REASONS.keys() | BESIDE_THE_FILE | NEEDS_NETWORK
    assert {path.stem for path in cases("invalid", "v0")} == known


@pytest.mark.parametrize("path", [*EXAMPLES, ROOT / "publiccode.yml"], ids=str)
def test_files_of_our_own_tell_no_nonsense(path: Path) -> None:
    """What is not known of an example is missing, never made up; nothing is wrong."""
    wrong = [
        str(each)
        for each in check_publiccode(path.read_bytes()).findings
        if not re.search("required and missing|one contact|at least 150", str(each))
    ]
    assert wrong == []


def test_sound_file_has_no_findings() -> None:
    assert check_publiccode(SOUND).findings == ()


def test_everything_wrong_is_told_at_its_place() -> None:
    text = SOUND.replace('"0.7"', "0.7").replace("name: e-Office\n", "")
    text = text.replace("[web]", "web").replace("localisationReady: true", "localisationReady: yes")
    text = text.replace("{license: AGPL-3.0-or-later}", "[]")
    assert places(text) == [
        ("name", 1, 1),
        ("publiccodeYmlVersion", 1, 23),
        ("platforms", 3, 12),
        ("legal", 13, 8),
        ("localisation.localisationReady", 15, 35),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"0.7"', '"1"', "none of the words"),
        ('"0.7"', '"0.1"', "none of the words"),
        ("name: e-Office", "name: e-Office\nname: e-Surat", "stands here twice"),
        ("name: e-Office", "name: e-Office\nnaem: e-Surat", "Did you mean “name”?"),
        ("name: e-Office", 'name: "a\\0b"', "NUL"),
        ("name: e-Office", "name: true", "A text belongs here"),
        ("name: e-Office", 'name: ""', "has no value"),
        ("stable", "Stable", "Did you mean “stable”?"),
        ("AGPL-3.0-or-later", "AGPL-3", "Did you mean “AGPL-3.0-only”?"),
        ("AGPL-3.0-or-later", "AGPL-3.0-only WITH MIT", "no licence"),
        ("AGPL-3.0-or-later", "MIT/Apache-2.0", "no licence"),
        ("[id]", "[id_ID]", "language tag"),
        ("[id]", "[english]", "language tag"),
        ("  id:\n", "  id_ID:\n", "language tag"),
        ("https://git.example.org/", "git.example.org/", "no full address"),
        ("https://git.example.org/", "https:///", "no full address"),
        ("https://git.example.org/", "file:///srv/git/", "on one machine"),
        ("https://git.example.org/", "https://git.example.org:99999/", "no full address"),
        ("name: e-Office", "name: e-Office\nlogo: ../logo.png", "on one machine"),
        ("name: e-Office", "name: e-Office\nlogo: logo.gif", "ending of a picture"),
        ("name: e-Office", "name: e-Office\nreleaseDate: 2023-02-30", "no date"),
        ("name: e-Office", "name: e-Office\norganisation: {uri: 'urn:x'}", "no URN"),
        ("name: e-Office", "name: e-Office\nID: {}", "not part of the standard"),
    ],
)
def test_one_thing_wrong_is_told_once(old: str, new: str, said: str) -> None:
    assert said in only_message(SOUND.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AGPL-3.0-or-later", "MIT OR (EUPL-1.2+ AND LicenseRef-Own)"),
        ("AGPL-3.0-or-later", "eupl-1.2"),
        ("https://git.example.org/", "ssh://git@git.example.org/"),
        ("name: e-Office", "name: e-Office\nisBasedOn: [https://a.example/x, git://b.example/y]"),
        ("name: e-Office", "name: e-Office\nsoftwareVersion: 1.0.0\nlogo:\ncategories:"),
        ("name: e-Office", "name: e-Office\norganisation: {uri: 'urn:kemendagri:61.72'}"),
        ("name: e-Office", "name: &n e-Office\napplicationSuite: *n"),
        ("platforms: [web]", "platforms: [web, haiku]"),
        ("[id]", "[id, sl-IT-nedis, jv-Java]"),
    ],
)
def test_what_the_standard_allows_passes(old: str, new: str) -> None:
    assert check_publiccode(SOUND.replace(old, new)).is_valid


def test_a_version_that_others_read_as_a_number_is_warned_of() -> None:
    verdict = check_publiccode(SOUND.replace("platforms", "softwareVersion: 1.10\nplatforms"))
    assert verdict.is_valid
    assert 'quotes: "1.10"' in str(verdict.findings[0])


def test_lengths_count_graphemes() -> None:
    family = "\U0001f468‍\U0001f469‍\U0001f467"  # one for the eye, five code points
    name = "Surat menyurat antarperangkat daerah"
    assert check_publiccode(SOUND.replace(name, family * 150)).is_valid
    assert "151 characters" in only_message(SOUND.replace(name, family * 151))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "- 1",
        "{",
        "\x00",
        b"\xff\xfe",
        "x: " + "[" * 100_000,
        b"a" * (2 * 1024 * 1024),
        "a: 1\n---\nb: 2",
        "? [a]\n: b",
        "a: &a {b: *a}",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_whatever_comes_is_refused_with_findings(content: str | bytes) -> None:
    assert not check_publiccode(content).is_valid


def test_countless_faults_are_counted_not_listed() -> None:
    verdict = check_publiccode("".join(f"key{i}: 1\n" for i in range(5000)))
    assert len(verdict.findings) == 501
    assert "more than 500" in str(verdict.findings[0])
