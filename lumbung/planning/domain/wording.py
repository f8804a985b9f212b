"""The words for what a plan says: kinds, levels, causes, means, each once for pages, terminal and
exports. English message ids, marked for translation; whoever shows them translates.
"""

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.figures.money import SpendingKind
from lumbung.planning.domain.plan import LevelName, MeansKind, SolveStatus, UnmetCause
from lumbung.planning.domain.scenario import OptionKind

OPTION_KINDS = {
    OptionKind.ADOPT: gettext_noop("Adopt and host here"),
    OptionKind.USE: gettext_noop("Use at the provider's data centre"),
    OptionKind.BUILD: gettext_noop("Build"),
    OptionKind.BUY: gettext_noop("Buy"),
    OptionKind.KEEP: gettext_noop("Keep what runs today"),
}
SPENDING_KINDS = {
    SpendingKind.ONE_OFF: gettext_noop("One-off"),
    SpendingKind.OUTSIDE: gettext_noop("Outside person-days"),
    SpendingKind.SERVER: gettext_noop("Server"),
    SpendingKind.YEARLY: gettext_noop("Yearly cost"),
}
STATUSES = {
    SolveStatus.OPTIMAL: gettext_noop("Proven best"),
    SolveStatus.FEASIBLE: gettext_noop("Valid, not proven best"),
    SolveStatus.INFEASIBLE: gettext_noop("No valid plan exists"),
    SolveStatus.UNKNOWN: gettext_noop("No plan found in time"),
}
LEVELS = {
    LevelName.MISSES: gettext_noop("Mandatory needs and deadlines missed (weight)"),
    LevelName.COVERAGE: gettext_noop("Needs served (weight times fit)"),
    LevelName.COST: gettext_noop("Cost over the lifetime (Rp)"),
    LevelName.SERVICE: gettext_noop("Service delivered, earlier counts more (points)"),
    LevelName.LOAD: gettext_noop("Busiest weeks (person-days)"),
}
CAUSES = {
    UnmetCause.NO_OPTION: gettext_noop("No option in the scenario serves it."),
    UnmetCause.TOO_LATE: gettext_noop(
        "Even with unlimited means it could not go live inside the horizon."
    ),
    UnmetCause.CONFLICT: gettext_noop(
        "Its options are excluded by better ones, or lack what they require."
    ),
    UnmetCause.MEANS: gettext_noop("Money, people or servers do not suffice."),
    UnmetCause.NOT_WORTH: gettext_noop(
        "It could be served only by giving up something that counts more."
    ),
    UnmetCause.UNDECIDED: gettext_noop("The time given did not suffice to tell why."),
}
MEANS = {
    MeansKind.MONEY: gettext_noop("Money"),
    MeansKind.STAFF: gettext_noop("Person-days"),
    MeansKind.SERVER: gettext_noop("Servers"),
    MeansKind.TIME: gettext_noop("Time"),
}
