"""Reading our document files (YAML 1.2, so JSON too): everything wrong at once, with place.

Text becomes a tree of nodes (yaml_tree), then plain values, then a pydantic document. Nothing here
opens a file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.kit.document_mending import mended
from lumbung.kit.document_messages import explain
from lumbung.kit.errors import DocumentInvalid, Finding, Severity, gettext_noop
from lumbung.kit.yaml_tree import DEFAULT_LIMITS, DocumentLimits, compose, decode, scalar

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class ReadDocument:
    """A parsed document with the place of each of its values, for checks that span entries."""

    model: Any
    places: dict[Path, Place]
    file: str
    findings: tuple[Finding, ...] = ()
    bridged: tuple[Path, ...] = ()

    def is_bridged(self, *path: str | int) -> bool:
        """Whether something at or below `path` was mended for the sake of the checks; what leans
        on it would be found wrong only because of the mending."""
        return any(bridged[: len(path)] == path for bridged in self.bridged)

    def finding(self, path: Path, message: str, hint: str = "", **facts: object) -> Finding:
        """A finding at `path`, or at the nearest place above it that the text has."""
        place = nearest_place(self.places, path)
        return Finding(
            key=dotted(path),
            message=message,
            hint=hint,
            line=place.line,
            column=place.column,
            file=self.file,
            facts=tuple((name, str(value)) for name, value in facts.items()),
        )

    def warning(self, path: Path, message: str, hint: str = "", **facts: object) -> Finding:
        """A finding that does not keep the document from being used."""
        return replace(self.finding(path, message, hint, **facts), severity=Severity.WARNING)


Check = Callable[[ReadDocument], Iterable[Finding]]


def dotted(path: Path) -> str:
    return ".".join(str(part) for part in path) or "(document)"


def nearest_place(places: dict[Path, Place], path: Path) -> Place:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place(1, 1))


def read_document(
    text: str | bytes,
    model: type[Model],
    *,
    file: str,
    limits: DocumentLimits = DEFAULT_LIMITS,
) -> Model:
    """The document in `text` as a `model`; raises DocumentInvalid with every finding."""
    found: Model = locate_document(text, model, file=file, limits=limits).model
    return found


def locate_document(
    text: str | bytes,
    model: type[BaseModel],
    *,
    file: str,
    check: Check | None = None,
    limits: DocumentLimits = DEFAULT_LIMITS,
) -> ReadDocument:
    """As read_document, with the place of every value and the warnings of `check`, which looks at
    what spans entries. Shape errors do not keep `check` from running where they can be bridged."""
    root = compose(decode(text, file, limits), file, limits)
    places: dict[Path, Place] = {}
    findings: list[Finding] = []
    value = _Construction(file, places, findings, most=limits.findings).value(root, ())
    parsed: BaseModel | None
    bridged: tuple[Path, ...] = ()
    try:
        parsed = model.model_validate(value)
    except ValidationError as error:
        told = (problem for problem in error.errors(include_url=False) if not _is_echo(problem))
        problems = list(islice(told, limits.findings + 1))
        findings += [_finding_of(problem, model, places, file) for problem in problems]
        is_mendable = len(problems) <= limits.findings
        parsed = _validated(model, mended(value, problems)) if is_mendable else None
        bridged = tuple(problem["loc"] for problem in problems)
    located = ReadDocument(parsed, places, file, bridged=bridged)
    if check and parsed is not None:
        findings += islice(check(located), limits.findings + 1)
    if any(finding.severity == Severity.ERROR for finding in findings):
        raise DocumentInvalid(_first_of(findings, limits.findings, file), file=file)
    return replace(located, findings=tuple(_first_of(findings, limits.findings, file)))


def _first_of(findings: list[Finding], most: int, file: str) -> list[Finding]:
    """At most `most` findings, errors before warnings; that there are more is told."""
    if len(findings) <= most:
        return findings
    in_order = sorted(findings, key=lambda f: (f.severity != Severity.ERROR, f.line, f.column))
    more = Finding(
        key="(document)",
        message=gettext_noop("There are more than %(most)s problems; the first of them are told."),
        hint=gettext_noop("Mend these and read the file again."),
        line=1,
        column=1,
        severity=in_order[0].severity,
        file=file,
        facts=(("most", str(most)),),
    )
    return [more, *in_order[:most]]


def _is_echo(problem: Any) -> bool:
    """pydantic counts entries that are wrong as missing; each of them is told on its own."""
    least = int(problem.get("ctx", {}).get("min_length", 0))
    return problem["type"] == "too_short" and len(problem["input"]) >= least


def _validated(model: type[BaseModel], value: Any) -> BaseModel | None:
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


class _Construction:
    """Turns nodes into values, noting each one's place and each key that is twice or no text."""

    def __init__(
        self, file: str, places: dict[Path, Place], findings: list[Finding], *, most: int
    ) -> None:
        self._file, self._places, self._findings, self._most = file, places, findings, most

    def value(self, node: Node, path: Path) -> Any:
        self._places[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self.value(item, (*path, i)) for i, item in enumerate(node.value))
        if "\x00" in str(node.value):  # an escape; PostgreSQL cannot keep it
            message = gettext_noop("The character NUL does not belong in a text.")
            self._tell(path, self._places[path], message, gettext_noop("Take out the escape."))
        return scalar(node) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = Place(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, ScalarNode):
                message = gettext_noop("A list or a mapping cannot be a key.")
                self._tell(path, place, message, gettext_noop("Write a word before the colon."))
                continue
            key = str(key_node.value)
            if key in values:
                message = gettext_noop("The key “%(key)s” stands here twice.")
                self._tell((*path, key), place, message, gettext_noop("Keep one of them."), key=key)
                continue
            values[key] = self.value(value_node, (*path, key))
            self._places[(*path, key)] = place
        return values

    def _tell(self, path: Path, place: Place, message: str, hint: str, **facts: str) -> None:
        if len(self._findings) > self._most:
            return
        self._findings.append(
            Finding(
                key=dotted(path),
                message=message,
                hint=hint,
                line=place.line,
                column=place.column,
                file=self._file,
                facts=tuple(facts.items()),
            )
        )


def _finding_of(
    problem: Any, model: type[BaseModel], places: dict[Path, Place], file: str
) -> Finding:
    path = _path_in_text(problem["loc"], places)
    message, hint, facts = explain(problem, _known_keys(model, path[:-1]))
    place = nearest_place(places, path)
    return Finding(
        key=dotted(path),
        message=message,
        hint=hint,
        line=place.line,
        column=place.column,
        file=file,
        facts=facts,
    )


def _path_in_text(location: Path, places: dict[Path, Place]) -> Path:
    """pydantic's location without the names of union branches, which the text does not have."""
    path: Path = ()
    for i, part in enumerate(location):
        if (*path, part) in places or (i == len(location) - 1 and isinstance(part, str)):
            path = (*path, part)
    return path


def _known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys a mapping at `path` may have, found by walking the model's annotations."""
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        models = list(_models_in(current))
        fields = [m.model_fields[part] for m in models if part in m.model_fields]
        if not fields:
            return ()
        current = fields[0].annotation
    return tuple(name for m in _models_in(current) for name in m.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
