"""A plan with the assumptions it rests on, in one file: "lumbung-plan/1" with the key `scenario`.

So whoever gets it can check every figure without us: `lumbung plan verify` does, and
docs/formats/plan.md tells how to do it with other tools.
"""

import json
from dataclasses import dataclass
from typing import Any

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.planning.domain.checker import Violation, check_levels, check_plan
from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.plan_document import dump_result, read_result
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.domain.scenario_writing import scenario_json, scenario_sha256

SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Verification:
    """What the independent checker says of a plan file. `is_same_scenario`: the assumptions in the
    file are those that were solved, to the letter."""

    scenario: Scenario
    result: SolveResult
    violations: tuple[Violation, ...]
    is_same_scenario: bool

    @property
    def holds(self) -> bool:
        return self.is_same_scenario and not self.violations


def dump_plan_file(scenario: Scenario, result: SolveResult) -> dict[str, Any]:
    """Plain dicts, lists, texts and numbers, ready for `json.dumps`."""
    return {**dump_result(result), SCENARIO: scenario_json(scenario)}


def read_plan_file(content: bytes, *, file: str) -> tuple[Scenario, SolveResult]:
    """Inverse of dump_plan_file; raises DocumentInvalid with every finding of the part at fault."""
    document = _json(content, file)
    scenario = document.pop(SCENARIO, None)
    result = read_result(document)
    if scenario is None:
        raise DocumentInvalid([_without_scenario(file)], file=file)
    text = json.dumps(scenario, ensure_ascii=False)
    return read_scenario(text, file=f"{file}: {SCENARIO}"), result


def verify_plan_file(content: bytes, *, file: str) -> Verification:
    """Every rule, every level and every unmet need judged by the checker, which shares no code with
    the solver. Raises DocumentInvalid for a file that cannot be read."""
    scenario, result = read_plan_file(content, file=file)
    violations: tuple[Violation, ...] = ()
    if result.plan is not None:
        violations = check_plan(scenario, result.plan)
    if not violations:
        violations = check_levels(scenario, result)
    is_same = scenario_sha256(scenario) == result.record.scenario_sha256
    return Verification(scenario, result, violations, is_same)


def _json(content: bytes, file: str) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = gettext_noop("This is not JSON.")
        hint = gettext_noop("Use a file that `lumbung plan --json` wrote.")
        found = Finding("(document)", message, hint, line=line, column=column, file=file)
        raise DocumentInvalid([found], file=file) from None
    return document if isinstance(document, dict) else {}


def _without_scenario(file: str) -> Finding:
    return Finding(
        SCENARIO,
        gettext_noop("The file tells the plan without the assumptions it rests on."),
        gettext_noop("Write it anew: `lumbung plan FILE --json OUT` adds them."),
        file=file,
    )
