"""What a checker finds: the rules by name, and one broken rule with its facts."""

from dataclasses import dataclass
from enum import StrEnum

from lumbung.kit.errors import gettext_noop


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
    Rule.UNKNOWN: gettext_noop("%(subject)s is named in the plan, but not in the scenario"),
    Rule.DUPLICATE: gettext_noop("%(subject)s stands in the plan more than once"),
    Rule.UNSORTED: gettext_noop("%(subject)s are not sorted by id"),
    Rule.HORIZON: gettext_noop(
        "%(subject)s: weeks %(first)s to %(last)s do not lie inside the horizon"
    ),
    Rule.PRESENCE: gettext_noop("%(subject)s: done %(done)s, needed by a chosen option %(needed)s"),
    Rule.DURATION: gettext_noop("%(subject)s takes %(weeks)s weeks, not %(least)s to %(most)s"),
    Rule.PRECEDENCE: gettext_noop(
        "%(subject)s starts in week %(start)s, before week %(earliest)s (%(after)s)"
    ),
    Rule.STAFF: gettext_noop(
        "%(subject)s: week %(week)s books %(booked)s decidays of %(capacity)s"
    ),
    Rule.OUTSIDE_ROLE: gettext_noop("%(subject)s: no effort of %(role)s can be bought outside"),
    Rule.OUTSIDE_LIMIT: gettext_noop(
        "%(subject)s: %(decidays)s outside decidays in %(year)s, above %(limit)s"
    ),
    Rule.WINDOW: gettext_noop("%(subject)s: paid on %(day)s, outside every spending window"),
    Rule.POOL: gettext_noop("%(subject)s: spends %(spent)s rupiah of %(budget)s"),
    Rule.GO_LIVE: gettext_noop(
        "%(subject)s: goes live in week %(week)s, its work ends in week %(end)s"
    ),
    Rule.PLACEMENT: gettext_noop("%(subject)s: placed on %(server)s, has demand %(demand)s"),
    Rule.SERVER_FULL: gettext_noop("%(subject)s: %(component)s holds %(held)s of %(free)s"),
    Rule.LEAD_TIME: gettext_noop(
        "%(subject)s: ordered in week %(order)s, cannot arrive in week %(delivery)s"
    ),
    Rule.DELIVERY: gettext_noop(
        "%(subject)s: live in week %(week)s, its server comes in week %(delivery)s"
    ),
    Rule.REQUIRED_NEED: gettext_noop(
        "%(subject)s: needs %(required)s served at or before week %(week)s"
    ),
    Rule.REQUIRED_OPTION: gettext_noop(
        "%(subject)s: needs %(required)s live at or before week %(week)s"
    ),
    Rule.EXCLUSION: gettext_noop("%(subject)s: chosen together with %(excluded)s"),
    Rule.SERVED: gettext_noop(
        "%(subject)s: counted as served by %(option)s, which is not chosen for it"
    ),
    Rule.LEVEL_SET: gettext_noop("%(subject)s: the levels told are %(levels)s"),
    Rule.LEVEL_VALUE: gettext_noop("%(subject)s: told %(told)s, is %(value)s"),
    Rule.LEVEL_BOUND: gettext_noop(
        "%(subject)s: bound %(bound)s is on the wrong side of %(value)s"
    ),
    Rule.STATUS: gettext_noop("%(subject)s: does not go with what was found (%(reason)s)"),
    Rule.UNMET: gettext_noop("%(subject)s: explained as unmet, but served, unknown or told twice"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule. A plan that breaks one never leaves the planner; a file may hold one."""

    rule: Rule
    subject: str
    message: str  # an English template, to be translated at the border
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.message % dict(self.facts)}"


def violation(rule: Rule, subject: str, **facts: object) -> Violation:
    texts = {"subject": subject, **{name: str(value) for name, value in facts.items()}}
    return Violation(rule, subject, MESSAGES[rule], tuple(texts.items()))
