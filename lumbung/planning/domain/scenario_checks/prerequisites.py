"""What options and needs ask of one another: circles, needs nothing serves."""

from collections.abc import Iterator

from lumbung.kit.documents import ReadDocument
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.domain.scenario_checks.circles import circle
from lumbung.planning.domain.scenario_document import ScenarioDocument

Findings = Iterator[Finding]


def prerequisite_circles(located: ReadDocument) -> Findings:
    """Options that require options in a circle can never go live."""
    document: ScenarioDocument = located.model
    graph = {option.id: list(option.requires_options) for option in document.options}
    yield from circle(
        located,
        ("options",),
        graph,
        gettext_noop("These options require one another in a circle: %(circle)s."),
        gettext_noop("Take one `requires_options` out of the circle."),
    )
    sole = _sole_servers(document)
    by_need = {
        option.id: [sole[need] for need in option.requires_needs if need in sole]
        + list(option.requires_options)
        for option in document.options
    }
    if by_need != graph:
        yield from circle(
            located,
            ("options",),
            by_need,
            gettext_noop("These options require one another's needs in a circle: %(circle)s."),
            gettext_noop("Take one `requires_needs` out of the circle, or offer another option."),
        )


def _sole_servers(document: ScenarioDocument) -> dict[str, str]:
    """Needs that one option alone serves: requiring such a need is requiring that option."""
    servers: dict[str, list[str]] = {}
    for option in document.options:
        for service in option.serves:
            servers.setdefault(service.need, []).append(option.id)
    return {need: options[0] for need, options in servers.items() if len(set(options)) == 1}


def unserved_needs(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    served = {service.need for option in document.options for service in option.serves}
    for i, need in enumerate(document.needs):
        if need.id not in served:
            yield located.warning(
                ("needs", i, "id"),
                gettext_noop("Nothing serves the need “%(id)s”."),
                gettext_noop("Add an option for it; until then it stays unmet."),
                id=need.id,
            )


def impossible_options(located: ReadDocument) -> Findings:
    """Options that ask for what they, or the option they ask for, shut out."""
    document: ScenarioDocument = located.model
    shut_out = {option.id: set(option.excludes) for option in document.options}
    for i, option in enumerate(document.options):
        for j, required in enumerate(option.requires_options):
            if required in option.excludes or option.id in shut_out.get(required, ()):
                yield located.warning(
                    ("options", i, "requires_options", j),
                    gettext_noop("“%(id)s” requires “%(required)s”, and one excludes the other."),
                    gettext_noop("So it can never be chosen; take one of the two out."),
                    id=option.id,
                    required=required,
                )
