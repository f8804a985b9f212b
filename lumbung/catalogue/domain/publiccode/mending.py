"""Mends a source tree by the table of rules: keys and values that are plainly meant are put right,
what cannot be used is left out, and each of it is told."""

from dataclasses import dataclass

from lumbung.catalogue.domain.publiccode import repairs as said
from lumbung.catalogue.domain.publiccode import spelling, values
from lumbung.catalogue.domain.publiccode.repairs import Path, Repairs, in_short
from lumbung.catalogue.domain.publiccode.rules import (
    CONTACT,
    CONTRACTOR,
    DEPENDENCY,
    ByLanguage,
    Choice,
    Flag,
    Items,
    Key,
    Rule,
    Section,
    Text,
)
from lumbung.catalogue.domain.publiccode.source_tree import (
    FLAG,
    NULL,
    NUMBER,
    Entry,
    Leaf,
    Listing,
    Mapping,
    Tree,
)

# Of a section written as one text: the key that text belongs to.
_MAIN_KEYS = ("license", "type", "id")
# Valid in any capitals, but written in one way only.
_UNIFORM = (values.judge_country, values.judge_licence)
_KEPT_OUTDATED = ("repoOwner",)  # moved where it can be (moving), else kept


@dataclass(slots=True)
class Mender:
    """One method per kind of rule; each answers the mended value, or None to leave it out."""

    repairs: Repairs

    def section(self, tree: Tree, rule: Section, path: Path) -> Mapping | None:
        mapping = self._as_mapping(tree, rule, path)
        if mapping is None:
            return None
        self._name(mapping, rule, path)
        for entry in list(mapping.entries):
            self._entry(mapping, entry, rule.keys[entry.key], (*path, entry.key))
        return mapping if mapping.entries or not path else None

    def _as_mapping(self, tree: Tree, rule: Section, path: Path) -> Mapping | None:
        if isinstance(tree, Mapping):
            return tree
        if isinstance(tree, Listing) and len(tree.entries) == 1:
            self.repairs.tell(path, tree, said.UNLISTED)
            return self._as_mapping(tree.entries[0].value, rule, path)
        main = "name" if rule in (CONTACT, CONTRACTOR, DEPENDENCY) else ""
        main = main or next((key for key in _MAIN_KEYS if key in rule.keys), "")
        if isinstance(tree, Leaf) and tree.kind != NULL and main:
            self.repairs.tell(path, tree, said.MOVED, key=in_short(tree), new=main)
            return Mapping([Entry(main, tree)], tree.line, tree.column)
        self.repairs.tell(path, tree, said.DROPPED_VALUE, value=in_short(tree))
        return None

    def _name(self, mapping: Mapping, rule: Section, path: Path) -> None:
        """Known keys, each once."""
        seen = {entry.key for entry in mapping.entries if entry.key in rule.keys}
        kept: set[str] = set()
        for entry in list(mapping.entries):
            key = entry.key
            place = (*path, key)
            if key not in rule.keys:
                meant = spelling.key(key, tuple(rule.keys))
                if not meant or meant in seen:
                    self.repairs.tell(place, entry, said.DROPPED_KEY, key=key)
                    mapping.remove(entry)
                    continue
                self.repairs.tell(place, entry, said.RENAMED, key=key, new=meant)
                entry.key, mapping.raw = meant, ""
                seen.add(meant)
            elif key in kept:
                self.repairs.tell(place, entry, said.DROPPED_TWIN, said.LOOK, key=key)
                mapping.remove(entry)
            kept.add(entry.key)

    def _entry(self, mapping: Mapping, entry: Entry, known: Key, path: Path) -> None:
        if known.outdated and entry.key not in _KEPT_OUTDATED:
            self.repairs.tell(path, entry, said.DROPPED_OUTDATED, key=entry.key)
            mapping.remove(entry)
            return
        if _is_empty(entry.value, known):
            if known.required or not _is_null(entry.value):
                self.repairs.tell(path, entry, said.DROPPED_EMPTY, key=entry.key)
                mapping.remove(entry)
            return
        mended = self.value(entry.value, known.rule, path)
        if mended is None:
            mapping.remove(entry)
        else:
            entry.value = mended

    def value(self, tree: Tree, rule: Rule, path: Path) -> Tree | None:
        if isinstance(rule, Section):
            return self.section(tree, rule, path)
        if isinstance(rule, ByLanguage):
            return self._by_language(tree, rule, path)
        if isinstance(rule, Items):
            return self._items(tree, rule, path)
        return self._leaf(tree, rule, path)

    def _by_language(self, tree: Tree, rule: ByLanguage, path: Path) -> Tree | None:
        if not isinstance(tree, Mapping):
            self.repairs.tell(path, tree, said.DROPPED_VALUE, value=in_short(tree))
            return None
        tags: set[str] = set()
        for entry in list(tree.entries):
            tag = entry.key if values.is_language(entry.key) else spelling.language(entry.key)
            place = (*path, entry.key)
            if tag in tags:
                self.repairs.tell(place, entry, said.DROPPED_TWIN, said.LOOK, key=entry.key)
                tree.remove(entry)
                continue
            mended = self.section(entry.value, rule.of, place) if tag else None
            if mended is None:
                self.repairs.tell(place, entry, said.DROPPED_KEY, key=entry.key)
                tree.remove(entry)
                continue
            if tag != entry.key:
                self.repairs.tell(place, entry, said.RENAMED, key=entry.key, new=tag)
            entry.key, entry.value = tag, mended
            tags.add(tag)
        return tree if tree.entries else None

    def _items(self, tree: Tree, rule: Items, path: Path) -> Tree | None:
        if isinstance(tree, Leaf) and rule.or_one:
            return self.value(tree, rule.of, path)
        if not isinstance(tree, Listing):
            if isinstance(tree, Mapping) and not isinstance(rule.of, Section):
                self.repairs.tell(path, tree, said.DROPPED_VALUE, value=in_short(tree))
                return None
            self.repairs.tell(path, tree, said.LISTED)
            tree = Listing(_split(tree, rule), tree.line, tree.column)
        if not tree.entries:
            return tree
        for i, entry in enumerate(list(tree.entries)):
            mended = None
            if not _is_null(entry.value):
                mended = self.value(entry.value, rule.of, (*path, i))
            if mended is None:
                tree.entries = [each for each in tree.entries if each is not entry]
                tree.raw = ""
            else:
                entry.value = mended
        return tree if tree.entries else None

    def _leaf(self, tree: Tree, rule: Text | Choice | Flag, path: Path) -> Leaf | None:
        if isinstance(tree, Listing) and len(tree.entries) == 1:
            self.repairs.tell(path, tree, said.UNLISTED)
            return self._leaf(tree.entries[0].value, rule, path)
        if not isinstance(tree, Leaf) or tree.kind == NULL:
            self.repairs.tell(path, tree, said.DROPPED_VALUE, value=in_short(tree))
            return None
        if isinstance(rule, Flag):
            return self._flag(tree, path)
        self._tidy(tree, path)
        text = self._meant(tree.text, rule)
        if not text:
            hint = _why_not(tree.text, rule)
            self.repairs.tell(path, tree, said.DROPPED_VALUE, hint, value=in_short(tree))
            return None
        if text != tree.text:
            self.repairs.tell(path, tree, said.CORRECTED, value=in_short(tree), new=text)
            tree.change(text)
        self._length(tree, rule, path)
        return tree

    def _flag(self, leaf: Leaf, path: Path) -> Leaf | None:
        word = spelling.flag(leaf.text)
        if not word:
            self.repairs.tell(path, leaf, said.DROPPED_VALUE, value=in_short(leaf))
            return None
        if leaf.kind != FLAG:
            self.repairs.tell(path, leaf, said.CORRECTED, value=in_short(leaf), new=word)
            leaf.change(word, FLAG)
        return leaf

    def _tidy(self, leaf: Leaf, path: Path) -> None:
        if leaf.kind in {NUMBER, FLAG}:
            self.repairs.tell(path, leaf, said.QUOTED, value=in_short(leaf))
            leaf.change(leaf.text)
        text = spelling.tidy(leaf.text)
        if text != leaf.text:
            if text.split() != leaf.text.split():  # more than white space
                self.repairs.tell(path, leaf, said.TIDIED)
            leaf.change(text)

    def _meant(self, text: str, rule: Text | Choice) -> str:
        if isinstance(rule, Choice):
            return text if text in rule.words else spelling.choice(text, rule.words)
        if rule.judge is None:
            return text if text.strip() else ""
        is_right = bool(text) and rule.judge(text) is None
        if is_right and rule.judge not in _UNIFORM:
            return text
        corrected = spelling.CORRECTORS[rule.judge](text)
        is_better = bool(corrected) and rule.judge(corrected) is None
        return corrected if is_better else text if is_right else ""

    def _length(self, leaf: Leaf, rule: Text | Choice, path: Path) -> None:
        most = rule.most if isinstance(rule, Text) else 0
        if not most or len(leaf.text) <= most:
            return
        count = values.grapheme_count(leaf.text)
        if count > most:
            short = spelling.shortened(leaf.text, most)
            self.repairs.tell(path, leaf, said.SHORTENED, said.LOOK, count=count, limit=most)
            leaf.change(short or leaf.text[: most - 2])


def _why_not(text: str, rule: Text | Choice | Flag) -> str:
    """The strict check's next step, without facts of its own."""
    if isinstance(rule, Text) and rule.judge is not None and (problem := rule.judge(text)):
        return problem.hint if "%" not in problem.hint else ""
    return ""


def _is_null(tree: Tree) -> bool:
    return isinstance(tree, Leaf) and tree.kind == NULL


def _is_empty(tree: Tree, known: Key) -> bool:
    if isinstance(tree, Leaf):
        return tree.kind == NULL or not tree.text.strip()
    if isinstance(tree, Listing):
        return not tree.entries and isinstance(known.rule, Items) and known.rule.least > 0
    return not tree.entries


def _split(tree: Tree, rule: Items) -> list[Entry]:
    """One entry; or several, where a text names known words with commas between. A dash without
    its space made the list a text."""
    if isinstance(tree, Leaf) and tree.text[:1] == "-":
        tree.change(tree.text.lstrip("- "))
    if isinstance(tree, Leaf) and "," in tree.text and isinstance(rule.of, Choice):
        parts = [part.strip() for part in tree.text.split(",")]
        return [Entry("", Leaf(part, line=tree.line, column=tree.column)) for part in parts]
    return [Entry("", tree, line=tree.line, column=tree.column)]
