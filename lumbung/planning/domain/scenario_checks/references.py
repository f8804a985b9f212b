"""Names of entries and who names them: each id once, each reference to something listed."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping
from typing import Protocol

from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.kit.words import nearest_word
from lumbung.planning.domain.scenario_document import OptionDocument, ScenarioDocument

Findings = Iterator[Finding]


class HasId(Protocol):
    @property
    def id(self) -> str: ...


def unique_ids(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    for kind in ("agencies", "needs", "roles", "staff", "servers", "purchases", "options"):
        yield from _repeated(located, (kind,), [entry.id for entry in getattr(document, kind)])
    yield from _repeated(
        located, ("shared_activities",), [entry.id for entry in document.shared_activities]
    )
    yield from _repeated(
        located,
        ("calendar", "fiscal_years"),
        [year.year for year in document.calendar.fiscal_years],
        key="year",
    )
    yield from _activity_ids(located)
    yield from _server_ids(located)
    for i, option in enumerate(document.options):
        path = ("options", i, "activities")
        yield from _repeated(located, path, [entry.id for entry in option.activities])
        for service, count in Counter(service.need for service in option.serves).items():
            if count > 1:
                yield located.finding(
                    ("options", i, "serves"),
                    gettext_noop("“%(id)s” serves the need “%(need)s” more than once."),
                    gettext_noop("Keep the entry with the true fit."),
                    id=option.id,
                    need=service,
                )


def _activity_ids(located: ReadDocument) -> Findings:
    """An option's own activity is `{option}/{activity}` in the plan, and so must be no other's; nor
    may its own name be that of a shared one it uses, or `after` could mean both."""
    document: ScenarioDocument = located.model
    shared = {entry.id for entry in document.shared_activities}
    owners = dict.fromkeys(shared, "")
    for i, option in enumerate(document.options):
        for j, activity in enumerate(option.activities):
            full = f"{option.id}/{activity.id}"
            path = ("options", i, "activities", j, "id")
            if owners.setdefault(full, option.id) != option.id:
                yield located.finding(
                    path,
                    gettext_noop("The plan knows this activity as “%(id)s”, and another one too."),
                    gettext_noop("Give one of the two another id."),
                    id=full,
                )
            if activity.id in option.uses:
                yield located.finding(
                    path,
                    gettext_noop("“%(id)s” is also a shared activity that this option uses."),
                    gettext_noop("Give its own activity another id."),
                    id=activity.id,
                )


def _server_ids(located: ReadDocument) -> Findings:
    """The n-th bought piece is `{purchase}#{n}` in the plan."""
    document: ScenarioDocument = located.model
    pieces: Mapping[str, int] = {kind.id: kind.max_count for kind in document.purchases}
    for i, server in enumerate(document.servers):
        kind, _, number = server.id.rpartition("#")
        if number.isdecimal() and 1 <= int(number) <= pieces.get(kind, 0):
            yield located.finding(
                ("servers", i, "id"),
                gettext_noop("“%(id)s” is the id of a server that may be bought."),
                gettext_noop("Give this server another id."),
                id=server.id,
            )


def _repeated(
    located: ReadDocument, path: Path, ids: Iterable[object], *, key: str = "id"
) -> Findings:
    seen: set[object] = set()
    for i, id in enumerate(ids):
        if id in seen:
            yield located.finding(
                (*path, i, key),
                gettext_noop("The id “%(id)s” is used twice."),
                gettext_noop("Give each entry an id of its own."),
                id=id,
            )
        seen.add(id)


class Known:
    """The ids that references may name, by kind."""

    def __init__(self, document: ScenarioDocument) -> None:
        self.agencies = _ids(document.agencies)
        self.needs = _ids(document.needs)
        self.roles = _ids(document.roles)
        self.options = _ids(document.options)
        self.shared = _ids(document.shared_activities)


def _ids(entries: Iterable[HasId]) -> KeysView[str]:
    """In the order of the document, quick to ask."""
    return {entry.id: None for entry in entries}.keys()


def reference(located: ReadDocument, path: Path, id: str, known: Collection[str]) -> Findings:
    if id in known:
        return
    nearest = nearest_word(id, known)
    hint = (
        gettext_noop("Did you mean “%(nearest)s”?")
        if nearest
        else gettext_noop("Add it to the list it belongs to, or take it out here.")
    )
    yield located.finding(
        path,
        gettext_noop("“%(id)s” is named here but listed nowhere."),
        hint,
        id=id,
        nearest=nearest,
    )


def references(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    known = Known(document)
    for i, need in enumerate(document.needs):
        yield from reference(located, ("needs", i, "agency"), need.agency, known.agencies)
    for i, member in enumerate(document.staff):
        yield from reference(located, ("staff", i, "role"), member.role, known.roles)
    for i, option in enumerate(document.options):
        yield from _option_references(located, ("options", i), option, known)


def _option_references(
    located: ReadDocument, path: Path, option: OptionDocument, known: Known
) -> Findings:
    for i, service in enumerate(option.serves):
        yield from reference(located, (*path, "serves", i, "need"), service.need, known.needs)
    for name, ids in (
        ("requires_needs", known.needs),
        ("requires_options", known.options),
        ("excludes", known.options),
        ("uses", known.shared),
    ):
        named = getattr(option, name)
        yield from _named_twice(located, (*path, name), named)
        for i, id in enumerate(named):
            yield from reference(located, (*path, name, i), id, ids)
            if id == option.id:
                yield located.finding(
                    (*path, name, i),
                    gettext_noop("“%(id)s” names itself."),
                    gettext_noop("Take it out."),
                    id=id,
                )


def _named_twice(located: ReadDocument, path: Path, ids: tuple[str, ...]) -> Findings:
    for i, id in enumerate(ids):
        if id in ids[:i]:
            yield located.finding(
                (*path, i),
                gettext_noop("“%(id)s” is named twice."),
                gettext_noop("Keep one of them."),
                id=id,
            )
