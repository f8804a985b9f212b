"""The planner's frozen values as a scenario document and as `scenario.yml` text."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

import rfc8785

from lumbung.kit.yaml_writing import dump_yaml
from lumbung.planning.domain.scenario import (
    DECIDAYS_PER_DAY,
    Activity,
    Capacity,
    Option,
    Scenario,
    StaffMember,
)
from lumbung.planning.domain.scenario_document import ScenarioDocument

FORMAT = "lumbung-scenario/1"
Mapping = dict[str, object]


def dump_scenario(scenario: Scenario) -> str:
    """scenario.yml as text, stable; what is at its default is left out.

    Invariant: read_scenario(dump_scenario(s)) == s, for every s that a document can hold.
    """
    return dump_yaml(scenario_json(scenario))


def scenario_json(scenario: Scenario) -> dict[str, Any]:
    """The same as plain values, for JSON."""
    document = document_from_scenario(scenario).model_dump(mode="json", exclude_defaults=True)
    return {"format": FORMAT, **document}


def scenario_sha256(scenario: Scenario) -> str:
    """What identifies the question that a plan answers: SHA-256 of all its values in canonical JSON
    (RFC 8785), activities by id, so that anyone who reads the scenario computes the same."""
    values = asdict(scenario)
    values["activities"] = sorted(values["activities"], key=lambda activity: activity["id"])
    text = json.dumps(values, default=date.isoformat)
    return sha256(rfc8785.dumps(json.loads(text))).hexdigest()


def document_from_scenario(scenario: Scenario) -> ScenarioDocument:
    """Inverse of scenario_from_document.

    An activity is an option's own when its id starts with `{option}/` and that option alone needs
    it; every other one is written as shared.
    """
    calendar = scenario.calendar
    return ScenarioDocument.model_validate(
        {
            "format": FORMAT,
            "name": scenario.name,
            "region": scenario.region,
            "calendar": {
                "first_day": calendar.first_day,
                "weeks": calendar.weeks,
                "cost_lifetime_years": calendar.cost_lifetime_years,
                "fiscal_years": tuple(_fields(year) for year in calendar.fiscal_years),
                "holidays": tuple(_fields(holiday) for holiday in calendar.holidays),
            },
            "agencies": tuple(_fields(agency) for agency in scenario.agencies),
            "needs": tuple(_fields(need) for need in scenario.needs),
            "roles": tuple(
                _fields(role) | {"outside_budget_code": role.outside_budget_code or None}
                for role in scenario.roles
            ),
            "staff": tuple(_staff_member(member) for member in scenario.staff),
            "budget": tuple(_fields(line) for line in scenario.budget),
            "servers": tuple(
                _fields(server) | {"total": _fields(server.total), "used": _fields(server.used)}
                for server in scenario.servers
            ),
            "purchases": tuple(
                _fields(purchase) | {"total": _fields(purchase.total)}
                for purchase in scenario.purchases
            ),
            "shared_activities": tuple(
                _activity(activity, "") for activity in scenario.activities if _is_shared(activity)
            ),
            "options": tuple(_option(scenario, option) for option in scenario.options),
        }
    )


def _fields(value: object) -> Mapping:
    """A frozen, slotted or plain dataclass as a mapping of its own fields."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def _days(decidays: int) -> float:
    return decidays / DECIDAYS_PER_DAY


def _is_shared(activity: Activity) -> bool:
    return not (len(activity.options) == 1 and activity.id.startswith(f"{activity.options[0]}/"))


def _staff_member(member: StaffMember) -> Mapping:
    fields = _fields(member)
    del fields["decidays_per_week"]
    return fields | {
        "days_per_week": _days(member.decidays_per_week),
        "absences": tuple(_fields(absence) for absence in member.absences),
    }


def _activity(activity: Activity, own_prefix: str) -> Mapping:
    def local(id: str) -> str:
        return id.removeprefix(own_prefix) if own_prefix else id

    return {
        "id": local(activity.id),
        "name": activity.name,
        "least_weeks": activity.least_weeks,
        "most_weeks": None if activity.most_weeks == activity.least_weeks else activity.most_weeks,
        "effort_days": {effort.role: _days(effort.decidays) for effort in activity.effort},
        "after": tuple(
            {"activity": local(entry.activity), "lag_weeks": entry.lag_weeks}
            if entry.lag_weeks
            else local(entry.activity)
            for entry in activity.after
        ),
        "costs": tuple(_fields(cost) for cost in activity.costs),
        "source": activity.source,
        "example": activity.example,
    }


def _option(scenario: Scenario, option: Option) -> Mapping:
    activities = scenario.activities_of[option.id]
    fields = _fields(option)
    demand: Capacity | None = option.demand
    return fields | {
        "kind": option.kind,
        "serves": tuple(_fields(service) for service in option.serves),
        "yearly_costs": tuple(_fields(cost) for cost in option.yearly_costs),
        "demand": _fields(demand) if demand is not None else None,
        "uses": tuple(activity.id for activity in activities if _is_shared(activity)),
        "activities": tuple(
            _activity(activity, f"{option.id}/")
            for activity in activities
            if not _is_shared(activity)
        ),
    }
