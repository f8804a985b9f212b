"""Rules that span keys, brought about in a mended tree: the version, who maintains, and marks for
what only the author can fill in."""

from lumbung.catalogue.domain.publiccode import repairs as said
from lumbung.catalogue.domain.publiccode import vocabularies as words
from lumbung.catalogue.domain.publiccode.repairs import Repairs
from lumbung.catalogue.domain.publiccode.rules import (
    PUBLICCODE,
    ByLanguage,
    Items,
    Rule,
    Section,
    Text,
)
from lumbung.catalogue.domain.publiccode.source_tree import Entry, Leaf, Listing, Mapping, Tree
from lumbung.catalogue.domain.publiccode.values import grapheme_count

TO_FILL_IN = "TO FILL IN"


def set_version(root: Mapping, repairs: Repairs) -> None:
    entry = root.entry("publiccodeYmlVersion")
    if entry is not None and root.text(entry.key) in words.LATEST_VERSIONS:
        return
    leaf = Leaf(words.LATEST_VERSION)
    leaf.raw = f'"{words.LATEST_VERSION}"'
    if entry is None:
        root.entries.insert(0, Entry("publiccodeYmlVersion", leaf))
        if len(root.entries) > 1:  # a heading of the file stays its heading
            root.entries[0].comments = root.entries[1].comments
            root.entries[1].comments = []
    else:
        entry.value = leaf
    repairs.tell(("publiccodeYmlVersion",), entry, said.UPDATED, new=words.LATEST_VERSION)


def keep_long_texts(root: Mapping, repairs: Repairs) -> None:
    """A short description that is too long is the long one that is missing."""
    description = root.value("description")
    for entry in description.entries if isinstance(description, Mapping) else ():
        texts = entry.value
        if not isinstance(texts, Mapping) or texts.text("longDescription").strip():
            continue
        short = texts.text("shortDescription").strip()
        if len(short) > 150 and grapheme_count(short) > 150:
            texts.entries = [each for each in texts.entries if each.key != "longDescription"]
            texts.add("longDescription", Leaf(short))
            path = ("description", entry.key, "shortDescription")
            repairs.tell(path, texts.value("shortDescription"), said.KEPT_LONG)


def settle_maintenance(root: Mapping, repairs: Repairs) -> None:
    maintenance = root.value("maintenance")
    if not isinstance(maintenance, Mapping):
        return
    entry, kind = maintenance.entry("contractors"), maintenance.text("type")
    if entry is None or not isinstance(entry.value, Listing):
        return
    path = ("maintenance", "contractors")
    if not entry.value.entries:
        if kind != "contract":
            repairs.tell(path, entry, said.DROPPED_EMPTY, key=entry.key)
            maintenance.remove(entry)
    elif not kind:
        maintenance.entries.insert(0, Entry("type", Leaf("contract")))
        repairs.tell(("maintenance", "type"), entry, said.BY_CONTRACT, said.LOOK)
    elif kind != "contract":
        _contractors_elsewhere(maintenance, entry, kind, repairs)


def _contractors_elsewhere(maintenance: Mapping, entry: Entry, kind: str, repairs: Repairs) -> None:
    """Where contacts are needed and missing, the contractors are those who can be asked."""
    path = ("maintenance", "contractors")
    contacts = maintenance.value("contacts")
    has_contacts = isinstance(contacts, Listing) and bool(contacts.entries)
    maintenance.remove(entry)
    if has_contacts or kind == "none" or not isinstance(entry.value, Listing):
        repairs.tell(path, entry, said.DROPPED_CONTRACTORS)
        return
    people = Listing()
    for item in entry.value.entries:
        told = item.value.entries if isinstance(item.value, Mapping) else ()
        kept = [each for each in told if each.key in {"name", "email"}]
        if any(each.key == "name" for each in kept):
            people.entries.append(Entry("", Mapping(kept)))
    maintenance.entries = [each for each in maintenance.entries if each.key != "contacts"]
    if people.entries:
        maintenance.add("contacts", people)
    repairs.tell(path, entry, said.MOVED, said.LOOK, key="contractors", new="contacts")


def mark_missing(root: Mapping) -> None:
    """Comments at the places where a required fact is missing."""
    _mark(root, PUBLICCODE, "")
    maintenance = root.value("maintenance")
    if isinstance(maintenance, Mapping):
        kind = maintenance.text("type")
        needed = {"contract": "contractors", "internal": "contacts", "community": "contacts"}
        key = needed.get(kind, "")
        entry = maintenance.entry(key)
        if entry is not None and not (isinstance(entry.value, Listing) and entry.value.entries):
            maintenance.remove(entry)
        if key and maintenance.entry(key) is None:
            maintenance.footer.append(_comment(f"maintenance.{key}"))


def _mark(tree: Tree, rule: Rule, path: str) -> None:
    if isinstance(rule, Section) and isinstance(tree, Mapping):
        for name, known in rule.keys.items():
            entry = tree.entry(name)
            place = f"{path}{name}"
            if entry is not None:
                _mark_entry(entry, known.rule, place)
            elif known.required:
                tree.footer += [_comment(each) for each in _needed(known.rule, place)]
    elif isinstance(rule, ByLanguage) and isinstance(tree, Mapping):
        for entry in tree.entries:
            _mark(entry.value, rule.of, f"{path}{entry.key}.")


def _mark_entry(entry: Entry, rule: Rule, place: str) -> None:
    if isinstance(rule, Items) and isinstance(entry.value, Listing):
        for item in entry.value.entries:
            _mark(item.value, rule.of, f"{place}.")
    elif isinstance(rule, Text) and isinstance(entry.value, Leaf):
        if rule.least and grapheme_count(entry.value.text) < rule.least:
            entry.comments.append(f"{_comment(place)} (at least {rule.least} characters)")
    else:
        _mark(entry.value, rule, f"{place}.")


def _needed(rule: Rule, place: str) -> list[str]:
    """What a missing key needs: its own required keys, if it is a section."""
    if isinstance(rule, Section):
        return [f"{place}.{name}" for name, known in rule.keys.items() if known.required]
    if isinstance(rule, ByLanguage):
        return [
            f"{place}.LANGUAGE.{name}" for name, known in rule.of.keys.items() if known.required
        ]
    return [place]


def _comment(place: str) -> str:
    return f"# {TO_FILL_IN}: {place}"
