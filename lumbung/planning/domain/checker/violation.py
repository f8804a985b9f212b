"""What a checker finds: the rules by name, and one broken rule with its facts."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a plan, or what is said of it, may violate."""

    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    UNSORTED = "unsorted"
    HORIZON = "horizon"
    PRESENCE = "presence"
    DURATION = "duration"
    PRECEDENCE = "precedence"
    STAFF = "staff"
    OUTSIDE_ROLE = "outside-role"
    OUTSIDE_LIMIT = "outside-limit"
    WINDOW = "window"
    POOL = "pool"
    GO_LIVE = "go-live"
    PLACEMENT = "placement"
    SERVER_FULL = "server-full"
    LEAD_TIME = "lead-time"
    DELIVERY = "delivery"
    REQUIRED_NEED = "required-need"
    REQUIRED_OPTION = "required-option"
    EXCLUSION = "exclusion"
    SERVED = "served"
    LEVEL_SET = "level-set"
    LEVEL_VALUE = "level-value"
    LEVEL_BOUND = "level-bound"
    STATUS = "status"
    UNMET = "unmet"


MESSAGES = {
    Rule.UNKNOWN: "%(subject)s is named in the plan, but not in the scenario",
    Rule.DUPLICATE: "%(subject)s stands in the plan more than once",
    Rule.UNSORTED: "%(subject)s are not sorted by id",
    Rule.HORIZON: "%(subject)s: weeks %(first)s to %(last)s do not lie inside the horizon",
    Rule.PRESENCE: "%(subject)s: done %(done)s, needed by a chosen option %(needed)s",
    Rule.DURATION: "%(subject)s takes %(weeks)s weeks, not %(least)s to %(most)s",
    Rule.PRECEDENCE: "%(subject)s starts in week %(start)s, before week %(earliest)s (%(after)s)",
    Rule.STAFF: "%(subject)s: week %(week)s books %(booked)s decidays of %(capacity)s",
    Rule.OUTSIDE_ROLE: "%(subject)s: no effort of %(role)s can be bought outside",
    Rule.OUTSIDE_LIMIT: "%(subject)s: %(decidays)s outside decidays in %(year)s, above %(limit)s",
    Rule.WINDOW: "%(subject)s: paid on %(day)s, outside every spending window",
    Rule.POOL: "%(subject)s: spends %(spent)s rupiah of %(budget)s",
    Rule.GO_LIVE: "%(subject)s: goes live in week %(week)s, its work ends in week %(end)s",
    Rule.PLACEMENT: "%(subject)s: placed on %(server)s, has demand %(demand)s",
    Rule.SERVER_FULL: "%(subject)s: %(component)s holds %(held)s of %(free)s",
    Rule.LEAD_TIME: "%(subject)s: ordered in week %(order)s, cannot arrive in week %(delivery)s",
    Rule.DELIVERY: "%(subject)s: live in week %(week)s, its server comes in week %(delivery)s",
    Rule.REQUIRED_NEED: "%(subject)s: needs %(required)s served at or before week %(week)s",
    Rule.REQUIRED_OPTION: "%(subject)s: needs %(required)s live at or before week %(week)s",
    Rule.EXCLUSION: "%(subject)s: chosen together with %(excluded)s",
    Rule.SERVED: "%(subject)s: counted as served by %(option)s, which is not chosen for it",
    Rule.LEVEL_SET: "%(subject)s: the levels told are %(levels)s",
    Rule.LEVEL_VALUE: "%(subject)s: told %(told)s, is %(value)s",
    Rule.LEVEL_BOUND: "%(subject)s: bound %(bound)s is on the wrong side of %(value)s",
    Rule.STATUS: "%(subject)s: does not go with what was found (%(reason)s)",
    Rule.UNMET: "%(subject)s: explained as unmet, but served, unknown or told twice",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, told to developers: a plan that breaks one never leaves the planner."""

    rule: Rule
    subject: str
    message: str
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.message % dict(self.facts)}"


def violation(rule: Rule, subject: str, **facts: object) -> Violation:
    texts = {"subject": subject, **{name: str(value) for name, value in facts.items()}}
    return Violation(rule, subject, MESSAGES[rule], tuple(texts.items()))
