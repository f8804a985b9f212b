"""What older versions of the standard, and older habits, keep in other places is moved to where the
latest version has it, before the rules mend the rest.

Sources: the changes of the standard from 0.1 to 0.7 (its CHANGELOG and the key names of its older
schemas), and what real files have.
"""

from lumbung.catalogue.domain.publiccode import repairs as said
from lumbung.catalogue.domain.publiccode import spelling, values
from lumbung.catalogue.domain.publiccode import vocabularies as words
from lumbung.catalogue.domain.publiccode.repairs import Repairs
from lumbung.catalogue.domain.publiccode.rules import DESCRIPTION, PUBLICCODE
from lumbung.catalogue.domain.publiccode.source_tree import (
    NULL,
    Entry,
    Leaf,
    Listing,
    Mapping,
    Tree,
)

_NEW_NAMES = {
    "landingPage": "landingURL",
    "organization": "organisation",
    "dependencies": "dependsOn",
    "tags": "categories",
    "homepage": "landingURL",
    "repository": "url",
    "version": "softwareVersion",
    "platform": "platforms",
}
_NEW_NAMES_BELOW = {
    ("organisation", "url"): "uri",
    ("fundedBy", "url"): "uri",
    ("intendedAudience", "onlyFor"): "scope",
    ("legal", "licence"): "license",
    ("maintenance", "maintainer"): "contacts",
}
_TO_ROOT = {
    ("latestRelease", "date"): "releaseDate",
    ("latestRelease", "version"): "softwareVersion",
}
_TO_LEGAL = ("license", "licence", "mainCopyrightOwner", "repoOwner")
_ITALIAN_PLATFORMS = ("spid", "cie", "anpr", "pagopa", "io")


def move(root: Mapping, repairs: Repairs) -> None:
    _rename(root, repairs)
    _from_sections(root, repairs)
    _to_legal(root, repairs)
    _into_description(root, repairs)
    _logo(root, repairs)
    _italy(root, repairs)


def _rename(root: Mapping, repairs: Repairs) -> None:
    """Old names, and misspelt names of sections, so that what follows finds them."""
    for entry in root.entries:
        meant = _NEW_NAMES.get(entry.key, "")
        if not meant and entry.key not in {*PUBLICCODE.keys, *DESCRIPTION.keys}:
            meant = spelling.key(entry.key, tuple(PUBLICCODE.keys))
        if meant and meant not in {"it", "IT"} and root.entry(meant) is None:
            repairs.tell((entry.key,), entry, said.RENAMED, key=entry.key, new=meant)
            entry.key = meant
    for (section, old), new in _NEW_NAMES_BELOW.items():
        for mapping in _mappings(root.value(section)):
            inner = mapping.entry(old)
            if inner is not None and mapping.entry(new) is None:
                place = (section, old)
                repairs.tell(place, inner, said.RENAMED, key=old, new=new)
                inner.key, mapping.raw = new, ""


def _mappings(tree: Tree | None) -> list[Mapping]:
    if isinstance(tree, Listing):
        return [entry.value for entry in tree.entries if isinstance(entry.value, Mapping)]
    return [tree] if isinstance(tree, Mapping) else []


def _from_sections(root: Mapping, repairs: Repairs) -> None:
    for (section, old), new in _TO_ROOT.items():
        mapping = root.value(section)
        inner = mapping.entry(old) if isinstance(mapping, Mapping) else None
        if isinstance(mapping, Mapping) and inner is not None and not root.text(new):
            _put(root, new, inner.value)
            mapping.remove(inner)
            repairs.tell((section, old), inner, said.MOVED, key=f"{section}.{old}", new=new)
        if isinstance(mapping, Mapping) and not mapping.entries:
            root.entries = [entry for entry in root.entries if entry.value is not mapping]


def _put(mapping: Mapping, key: str, value: Tree) -> None:
    """Sets a key that is missing or has no value."""
    entry = mapping.entry(key)
    if entry is None:
        mapping.add(key, value)
    else:
        entry.value, mapping.raw = value, ""


def _section(root: Mapping, key: str) -> Mapping | None:
    """The section `key`, made if it is missing; None where something else stands there."""
    value = root.value(key)
    if value is None or (isinstance(value, Leaf) and value.kind == NULL):
        value = Mapping()
        _put(root, key, value)
    return value if isinstance(value, Mapping) else None


def _to_legal(root: Mapping, repairs: Repairs) -> None:
    for key in _TO_LEGAL:
        entry = root.entry(key)
        legal = _section(root, "legal") if entry is not None else None
        new = "license" if key == "licence" else key
        if entry is not None and legal is not None and not legal.text(new):
            root.remove(entry)
            _put(legal, new, entry.value)
            repairs.tell((key,), entry, said.MOVED, key=key, new=f"legal.{new}")


def _into_description(root: Mapping, repairs: Repairs) -> None:
    """Texts without a language belong to the only language that the software is told to have."""
    language = _only_language(root)
    description = root.value("description")
    loose = [entry for entry in root.entries if entry.key in DESCRIPTION.keys]
    if isinstance(description, Mapping):
        loose += [entry for entry in description.entries if entry.key in DESCRIPTION.keys]
    if not language or not loose:
        return
    description = _section(root, "description")
    texts = _section(description, language) if description is not None else None
    for entry in loose if texts is not None and description is not None else ():
        if texts is None or description is None or texts.entry(entry.key) is not None:
            continue
        home = root if any(each is entry for each in root.entries) else description
        home.remove(entry)
        texts.entries.append(entry)
        new = f"description.{language}.{entry.key}"
        repairs.tell((entry.key,), entry, said.MOVED, key=entry.key, new=new)


def _only_language(root: Mapping) -> str:
    description = root.value("description")
    if isinstance(description, Mapping):
        tags = [each.key for each in description.entries if values.is_language(each.key)]
        if tags:
            return tags[0] if len(tags) == 1 else ""
    localisation = root.value("localisation")
    listed = localisation.value("availableLanguages") if isinstance(localisation, Mapping) else None
    if isinstance(listed, Listing) and len(listed.entries) == 1:
        only = listed.entries[0].value
        return spelling.language(only.text) if isinstance(only, Leaf) else ""
    return ""


def _logo(root: Mapping, repairs: Repairs) -> None:
    old = root.entry("monochromeLogo")
    if old is not None and root.text("monochromeLogo") and not root.text("logo"):
        root.entries = [each for each in root.entries if each.key != "logo"]
        repairs.tell(("monochromeLogo",), old, said.RENAMED, key=old.key, new="logo")
        old.key = "logo"


def _italy(root: Mapping, repairs: Repairs) -> None:
    """The country section of Italy has become `supports` and `organisation.uri`."""
    for entry in [each for each in root.entries if each.key.lower() == "it"]:
        italy = entry.value
        if isinstance(italy, Mapping):
            for section, alias in _supported(italy):
                _support(root, entry, section, alias, repairs)
            _ipa_code(root, italy, entry, repairs)
        root.remove(entry)
        repairs.tell((entry.key,), entry, said.DROPPED_OUTDATED, key=entry.key)


def _supported(italy: Mapping) -> list[tuple[str, str]]:
    found = []
    for section, names in (("piattaforme", _ITALIAN_PLATFORMS), ("conforme", ("gdpr",))):
        flags = italy.value(section)
        if isinstance(flags, Mapping):
            found += [(section, name) for name in names if _is_true(flags, name)]
    return found


def _is_true(flags: Mapping, name: str) -> bool:
    return spelling.flag(flags.text(name)) == "true"


def _support(root: Mapping, entry: Entry, section: str, alias: str, repairs: Repairs) -> None:
    listed = root.value("supports")
    if not isinstance(listed, Listing):
        listed = Listing()
        _put(root, "supports", listed)
    name = f"alias:{alias}"
    known = {name, words.ALIASES[alias]}
    if not known & {each.text("id") for each in _mappings(listed)}:
        listed.entries.append(Entry("", Mapping([Entry("id", Leaf(name))])))
        place = f"{entry.key}.{section}.{alias}"
        repairs.tell((entry.key,), entry, said.MOVED, key=place, new=f"supports: {name}")


def _ipa_code(root: Mapping, italy: Mapping, entry: Entry, repairs: Repairs) -> None:
    reuse = italy.value("riuso")
    code = reuse.text("codiceIPA").strip() if isinstance(reuse, Mapping) else ""
    if not code or values.judge_ipa_code(code):
        return
    owner = _section(root, "organisation")
    if owner is not None and not owner.text("uri"):
        uri = f"urn:x-italian-pa:{code.lower()}"
        _put(owner, "uri", Leaf(uri))
        place = f"{entry.key}.riuso.codiceIPA"
        repairs.tell((entry.key,), entry, said.MOVED, key=place, new=f"organisation.uri: {uri}")


def move_owner(root: Mapping, repairs: Repairs) -> None:
    """legal.repoOwner has become organisation.name, which needs organisation.uri beside it; so this
    comes after the mending."""
    legal, owner = root.value("legal"), root.value("organisation")
    old = legal.entry("repoOwner") if isinstance(legal, Mapping) else None
    name = legal.text("repoOwner") if isinstance(legal, Mapping) else ""
    if old is None or not name or not isinstance(legal, Mapping) or not isinstance(owner, Mapping):
        return
    if owner.text("uri") and not owner.text("name"):
        _put(owner, "name", old.value)
        repairs.tell(("legal", "repoOwner"), old, said.MOVED, key=old.key, new="organisation.name")
        legal.remove(old)
    elif owner.text("name"):
        repairs.tell(("legal", "repoOwner"), old, said.DROPPED_OUTDATED, key=old.key)
        legal.remove(old)
