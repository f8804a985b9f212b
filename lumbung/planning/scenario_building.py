"""From the region's rows, or from a file, to a scenario; and the frozen form in which a plan keeps
its question: scenario.yml as JSON, so that it can be read again, exported and told apart by
hash."""

import json
from dataclasses import dataclass, replace
from functools import cached_property

from lumbung.kit.documents import locate_document
from lumbung.kit.errors import DocumentInvalid, Finding, Severity, gettext_noop
from lumbung.kit.yaml_writing import dump_yaml
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.scenario_checks import check_scenario
from lumbung.planning.domain.scenario_document import ScenarioDocument
from lumbung.planning.domain.scenario_reading import scenario_from_document
from lumbung.planning.domain.scenario_writing import scenario_sha256
from lumbung.planning.errors import ScenarioIncomplete
from lumbung.planning.queries.options import current_horizon
from lumbung.planning.scenario_rows import scenario_entries

NO_HORIZON = gettext_noop("The planning horizon is not set.")
NO_HORIZON_HINT = gettext_noop("Set its title, first Monday and weeks on the page Horizon.")


@dataclass(frozen=True)
class FrozenScenario:
    """A scenario as a plan keeps it: `text` is JSON without what is left at its default. `findings`
    are warnings, which do not keep it from being planned."""

    text: str
    findings: tuple[Finding, ...] = ()

    @cached_property
    def document(self) -> ScenarioDocument:
        return ScenarioDocument.model_validate_json(self.text)

    @cached_property
    def scenario(self) -> Scenario:
        return scenario_from_document(self.document)

    @property
    def sha256(self) -> str:
        """As the solver's record tells it."""
        return scenario_sha256(self.scenario)

    @property
    def rests_on_example(self) -> bool:
        return '"example":true' in self.text


def thaw(text: str) -> Scenario:
    """The scenario that a plan keeps."""
    return FrozenScenario(text).scenario


def scenario_yaml(frozen: FrozenScenario) -> str:
    """As scenario.yml, with every source and mark that the frozen question holds."""
    return dump_yaml(json.loads(frozen.text))


def read_frozen_scenario(text: str | bytes, *, file: str = "scenario.yml") -> FrozenScenario:
    """The scenario in a file's text. Raises DocumentInvalid with all findings."""
    located = locate_document(text, ScenarioDocument, file=file)
    findings = tuple(check_scenario(located))
    if any(finding.severity == Severity.ERROR for finding in findings):
        raise DocumentInvalid(findings, file=file)
    frozen = located.model.model_dump_json(exclude_defaults=True)
    return FrozenScenario(frozen, findings)


def build_scenario() -> Scenario:
    """The scenario that the region's rows of now make. Raises ScenarioIncomplete."""
    return frozen_scenario_of_region().scenario


def frozen_scenario_of_region() -> FrozenScenario:
    """The same, ready to be kept. Raises ScenarioIncomplete with all that is missing or wrong."""
    horizon = current_horizon()
    if horizon is None:
        raise ScenarioIncomplete([Finding("calendar", NO_HORIZON, NO_HORIZON_HINT)])
    text = json.dumps(scenario_entries(horizon), default=str, ensure_ascii=False)
    try:
        frozen = read_frozen_scenario(text)
    except DocumentInvalid as error:
        raise ScenarioIncomplete(map(_placeless, error.findings)) from None
    return FrozenScenario(frozen.text, tuple(map(_placeless, frozen.findings)))


def _placeless(finding: Finding) -> Finding:
    """Rows have no line and column."""
    return replace(finding, line=0, column=0, file="")
