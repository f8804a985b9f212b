"""The strict check: a tree of nodes against the table of rules, every finding with its place.

Nothing is fetched and no file is opened; see local_files for what lies beside the file.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.catalogue.domain.publiccode import vocabularies
from lumbung.catalogue.domain.publiccode.rules import (
    PUBLICCODE,
    ByLanguage,
    Choice,
    Flag,
    Items,
    Key,
    Rule,
    Section,
    Text,
)
from lumbung.catalogue.domain.publiccode.values import (
    Problem,
    grapheme_count,
    judge_language,
    shown,
)
from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.kit.words import nearest_word
from lumbung.kit.yaml_tree import scalar

Path = tuple[str | int, ...]
MOST_FINDINGS = 500

MISSING = gettext_noop("The key “%(key)s” is required and missing.")
MISSING_HINT = gettext_noop("Add it below this place.")
EMPTY = gettext_noop("The key “%(key)s” is required and has no value.")
EMPTY_HINT = gettext_noop("Fill it in.")
UNKNOWN = gettext_noop("The key “%(key)s” is not part of the standard.")
UNKNOWN_HINT = gettext_noop("Leave it out.")
NEAREST_HINT = gettext_noop("Did you mean “%(nearest)s”?")
TWICE = gettext_noop("The key “%(key)s” stands here twice.")
TWICE_HINT = gettext_noop("Keep one of them.")
NO_KEY = gettext_noop("A list or a mapping cannot be a key.")
NO_KEY_HINT = gettext_noop("Write a word before the colon.")
OUTDATED = gettext_noop("The key “%(key)s” is outdated.")
NO_MAPPING = gettext_noop("A mapping (key: value) belongs here.")
NO_MAPPING_HINT = gettext_noop("Write keys with values below it, indented.")
NO_LIST = gettext_noop("A list belongs here.")
NO_LIST_HINT = gettext_noop("Write each entry on a line of its own, beginning with “- ”.")
NO_TEXT = gettext_noop("A text belongs here.")
NO_TEXT_HINT = gettext_noop("Write one text; put it in quotes if in doubt.")
NUMBER = gettext_noop("“%(value)s” is read as a number, and other readers may change it.")
QUOTES_HINT = gettext_noop('Put it in quotes: "%(value)s".')
NO_VERSION_TEXT = gettext_noop("“%(value)s” is a number; the version of the standard is a text.")
NUL = gettext_noop("The character NUL does not belong in a text.")
NUL_HINT = gettext_noop("Take out the escape.")
NO_FLAG = gettext_noop("true or false belongs here.")
NO_FLAG_HINT = gettext_noop("Write true or false, without quotes; yes and on are plain words.")
NO_CHOICE = gettext_noop("“%(value)s” is none of the words known here.")
CHOICE_HINT = gettext_noop("Known are: %(known)s.")
TOO_LONG = gettext_noop("The text has %(count)s characters; at most %(limit)s are allowed.")
TOO_LONG_HINT = gettext_noop("Shorten it.")
TOO_SHORT = gettext_noop("The text has %(count)s characters; at least %(limit)s are needed.")
TOO_SHORT_HINT = gettext_noop("Tell more.")
TOO_FEW = gettext_noop("The list needs at least one entry.")
TOO_FEW_HINT = gettext_noop("Add an entry.")
NO_LANGUAGES = gettext_noop("The description is needed in at least one language.")
NO_LANGUAGES_HINT = gettext_noop("Write the language's tag, such as id:, and the texts below it.")
LOWER_COUNTRY = gettext_noop("Country codes in small letters are outdated.")
LOWER_COUNTRY_HINT = gettext_noop("Write “%(upper)s”.")
NOT_LATEST = gettext_noop("Version %(value)s of the standard is not the latest.")
NOT_LATEST_HINT = gettext_noop('Write "%(latest)s"; the file is judged by its rules already.')
BOTH_ITALIES = gettext_noop("The keys “it” and “IT” stand side by side.")
BOTH_ITALIES_HINT = gettext_noop("Keep IT and leave out it.")
NEEDS_CONTRACTORS = gettext_noop("Maintenance by contract needs its contractors.")
NEEDS_CONTRACTORS_HINT = gettext_noop("Add contractors with name and until.")
NO_CONTRACTORS = gettext_noop("Contractors belong only to maintenance by contract.")
NO_CONTRACTORS_HINT = gettext_noop("Leave them out, or set type to contract.")
NEEDS_CONTACTS = gettext_noop("Maintenance of this type needs at least one contact.")
NEEDS_CONTACTS_HINT = gettext_noop("Add contacts with the name of a person.")
MANY = gettext_noop("There are more than %(most)s problems; the first of them are told.")
MANY_HINT = gettext_noop("Mend these and check the file again.")


class _Enough(Exception):
    """There are more findings than anybody reads."""


@dataclass(slots=True)
class Checker:
    """Collects findings; one method per kind of rule."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def check(self, root: MappingNode) -> None:
        try:
            self._section(root, PUBLICCODE, ())
            self._version(root)
            self._countries(root)
            self._italies(root)
            self._maintenance(root)
        except _Enough:
            self.findings.insert(0, _many(self.file))

    def tell(self, path: Path, node: Node, message: str, hint: str, **facts: object) -> None:
        self._add(Severity.ERROR, path, node, message, hint, facts)

    def warn(self, path: Path, node: Node, message: str, hint: str, **facts: object) -> None:
        self._add(Severity.WARNING, path, node, message, hint, facts)

    def _add(
        self,
        severity: Severity,
        path: Path,
        node: Node,
        message: str,
        hint: str,
        facts: dict[str, object],
    ) -> None:
        if len(self.findings) >= MOST_FINDINGS:
            raise _Enough
        self.findings.append(
            Finding(
                key=".".join(str(part) for part in path) or "(document)",
                message=message,
                hint=hint,
                line=node.start_mark.line + 1,
                column=node.start_mark.column + 1,
                severity=severity,
                file=self.file,
                facts=tuple((name, str(value)) for name, value in facts.items()),
            )
        )

    def value(self, node: Node, rule: Rule, path: Path) -> None:
        _METHODS[type(rule)](self, node, rule, path)

    def _section(self, node: Node, rule: Section, path: Path) -> None:
        if not isinstance(node, MappingNode):
            self.tell(path, node, NO_MAPPING, NO_MAPPING_HINT)
            return
        present: set[str] = set()
        for name, key_node, value in self._entries(node, path):
            known = rule.keys.get(name)
            if known is None:
                self._unknown(name, key_node, rule, path)
                continue
            present.add(name)
            if known.outdated and not is_null(value):
                self.warn((*path, name), key_node, OUTDATED, known.outdated, key=name)
            self._keyed(value, key_node, known, (*path, name))
        for name, known in rule.keys.items():
            if known.required and name not in present:
                self.tell((*path, name), node, MISSING, MISSING_HINT, key=name)

    def _keyed(self, value: Node, key_node: Node, known: Key, path: Path) -> None:
        if not is_null(value):
            self.value(value, known.rule, path)
        elif known.required:
            self.tell(path, key_node, EMPTY, EMPTY_HINT, key=path[-1])
            return
        if known.required and isinstance(value, ScalarNode) and value.value == "" and value.style:
            self.tell(path, value, EMPTY, EMPTY_HINT, key=path[-1])

    def _unknown(self, name: str, key_node: Node, rule: Section, path: Path) -> None:
        nearest = nearest_word(name, rule.keys)
        hint = NEAREST_HINT if nearest else UNKNOWN_HINT
        self.tell((*path, shown(name)), key_node, UNKNOWN, hint, key=shown(name), nearest=nearest)

    def _entries(self, node: MappingNode, path: Path) -> list[tuple[str, Node, Node]]:
        """Name, key and value of each entry; what is no key, or stands there twice, is told."""
        entries: dict[str, tuple[str, Node, Node]] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, ScalarNode):
                self.tell(path, key_node, NO_KEY, NO_KEY_HINT)
            elif (name := str(key_node.value)) in entries:
                self.tell((*path, shown(name)), key_node, TWICE, TWICE_HINT, key=shown(name))
            else:
                entries[name] = (name, key_node, value)
        return list(entries.values())

    def _by_language(self, node: Node, rule: ByLanguage, path: Path) -> None:
        if not isinstance(node, MappingNode):
            self.tell(path, node, NO_MAPPING, NO_MAPPING_HINT)
            return
        entries = self._entries(node, path)
        for name, key_node, value in entries:
            self._problem(judge_language(name), key_node, (*path, shown(name)))
            if is_null(value):
                self.tell((*path, shown(name)), key_node, EMPTY, EMPTY_HINT, key=shown(name))
            else:
                self._section(value, rule.of, (*path, shown(name)))
        if not entries:
            self.tell(path, node, NO_LANGUAGES, NO_LANGUAGES_HINT)

    def _items(self, node: Node, rule: Items, path: Path) -> None:
        if rule.or_one and isinstance(node, ScalarNode):
            self.value(node, rule.of, path)
        elif not isinstance(node, SequenceNode):
            self.tell(path, node, NO_LIST, NO_LIST_HINT)
        elif len(node.value) < rule.least:
            self.tell(path, node, TOO_FEW, TOO_FEW_HINT)
        else:
            for i, item in enumerate(node.value):
                self.value(item, rule.of, (*path, i))

    def _flag(self, node: Node, rule: Flag, path: Path) -> None:
        if not isinstance(node, ScalarNode) or not isinstance(scalar(node), bool):
            self.tell(path, node, NO_FLAG, NO_FLAG_HINT)

    def _choice(self, node: Node, rule: Choice, path: Path) -> None:
        text = self._text_of(node, path)
        if text and text not in rule.words:
            nearest = nearest_word(text, rule.words)
            hint = NEAREST_HINT if nearest else CHOICE_HINT
            facts = {"value": shown(text), "nearest": nearest, "known": ", ".join(rule.words)}
            self.tell(path, node, NO_CHOICE, hint, **facts)

    def _text(self, node: Node, rule: Text, path: Path) -> None:
        text = self._text_of(node, path)
        if text is None:
            return
        if rule.judge is not None:
            self._problem(rule.judge(text), node, path)
        if rule.most and len(text) > rule.most:
            count = grapheme_count(text)
            if count > rule.most:
                facts = {"count": count, "limit": rule.most}
                self.tell(path, node, TOO_LONG, TOO_LONG_HINT, **facts)
        if rule.least and text and (count := grapheme_count(text)) < rule.least:
            self.tell(path, node, TOO_SHORT, TOO_SHORT_HINT, count=count, limit=rule.least)

    def _text_of(self, node: Node, path: Path) -> str | None:
        """The text, or None where there is none, which is told."""
        value = scalar(node) if isinstance(node, ScalarNode) else False
        text = str(node.value)
        if isinstance(value, str):
            if "\x00" not in text:  # by an escape; PostgreSQL cannot keep it
                return text
            self.tell(path, node, NUL, NUL_HINT)
        elif value is None or isinstance(value, bool):
            self.tell(path, node, NO_TEXT, NO_TEXT_HINT)
        elif path == ("publiccodeYmlVersion",):
            self.tell(path, node, NO_VERSION_TEXT, QUOTES_HINT, value=shown(text))
        else:
            if isinstance(value, float):  # 1.10 is 1.1 for them
                self.warn(path, node, NUMBER, QUOTES_HINT, value=shown(text))
            return text
        return None

    def _problem(self, problem: Problem | None, node: Node, path: Path) -> None:
        if problem is not None:
            self.tell(path, node, problem.message, problem.hint, **dict(problem.facts))

    def _version(self, root: MappingNode) -> None:
        node = value_at(root, "publiccodeYmlVersion")
        if node is not None and node.value in vocabularies.OLDER_VERSIONS:
            facts = {"value": node.value, "latest": vocabularies.LATEST_VERSION}
            self.warn(("publiccodeYmlVersion",), node, NOT_LATEST, NOT_LATEST_HINT, **facts)

    def _countries(self, root: MappingNode) -> None:
        for name in ("countries", "unsupportedCountries"):
            listed = value_at(root, "intendedAudience", name)
            if isinstance(listed, SequenceNode):
                for i, node in enumerate(listed.value):
                    self._country(node, ("intendedAudience", name, i))

    def _country(self, node: Node, path: Path) -> None:
        code = str(node.value) if isinstance(node, ScalarNode) else ""
        if code.islower() and code.upper() in vocabularies.COUNTRIES:
            self.warn(path, node, LOWER_COUNTRY, LOWER_COUNTRY_HINT, upper=code.upper())

    def _italies(self, root: MappingNode) -> None:
        lower = value_at(root, "it")
        if lower is not None and value_at(root, "IT") is not None:
            self.tell(("it",), lower, BOTH_ITALIES, BOTH_ITALIES_HINT)

    def _maintenance(self, root: MappingNode) -> None:
        node = value_at(root, "maintenance")
        kind = value_at(root, "maintenance", "type")
        if not isinstance(node, MappingNode) or not isinstance(kind, ScalarNode):
            return
        contractors, contacts = value_at(node, "contractors"), value_at(node, "contacts")
        path = ("maintenance",)
        if kind.value == "contract" and _is_empty(contractors):
            self.tell((*path, "contractors"), node, NEEDS_CONTRACTORS, NEEDS_CONTRACTORS_HINT)
        elif kind.value != "contract" and contractors is not None:
            place = (*path, "contractors")
            self.tell(place, contractors, NO_CONTRACTORS, NO_CONTRACTORS_HINT)
        if kind.value in {"internal", "community"} and _is_empty(contacts):
            self.tell((*path, "contacts"), node, NEEDS_CONTACTS, NEEDS_CONTACTS_HINT)


_METHODS: dict[type, Callable[..., None]] = {
    Section: Checker._section,
    ByLanguage: Checker._by_language,
    Items: Checker._items,
    Flag: Checker._flag,
    Choice: Checker._choice,
    Text: Checker._text,
}


def is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and scalar(node) is None


def value_at(node: Node | None, *path: str) -> Node | None:
    """The value at `path` below a mapping, or None where there is none or it is null."""
    for name in path:
        if not isinstance(node, MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return None if node is None or is_null(node) else node


def _is_empty(node: Node | None) -> bool:
    return node is None or (isinstance(node, SequenceNode) and not node.value)


def _many(file: str) -> Finding:
    facts = (("most", str(MOST_FINDINGS)),)
    return Finding("(document)", MANY, MANY_HINT, 1, 1, file=file, facts=facts)
