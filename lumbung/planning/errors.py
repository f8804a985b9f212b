"""What can go wrong when needs, options and plans are read or written."""

from collections.abc import Iterable

from lumbung.kit.errors import ConflictError, DocumentInvalid, Finding, gettext_noop


class NeedAlreadyAccepted(ConflictError):
    """An agency may no longer change what the integrator has taken into the plan."""

    code = "need-already-accepted"
    message = gettext_noop("%(need)s is accepted and can no longer be changed by its agency.")
    hint = gettext_noop("Ask the integrator to change it, or withdraw it and state a new one.")


class OptionInvalid(DocumentInvalid):
    """An option that contradicts itself or names what the region does not have."""

    code = "option-invalid"
    message = gettext_noop("The option has %(count)s problems.")
    hint = gettext_noop("Mend the places named and save again; nothing was stored.")


class ScenarioIncomplete(DocumentInvalid):
    """The region's rows do not make a scenario that can be solved."""

    code = "scenario-incomplete"
    message = gettext_noop("A plan cannot be started: %(count)s things are missing or wrong.")
    hint = gettext_noop("Mend them in the registry, the needs or the options, and start again.")


class PlanStillRunning(ConflictError):
    code = "plan-still-running"
    message = gettext_noop("%(plan)s is still being solved.")
    hint = gettext_noop("Wait until it is done, or stop it first.")


class PlanHasNoResult(ConflictError):
    """Nothing to publish, compare or export."""

    code = "plan-has-no-result"
    message = gettext_noop("%(plan)s holds no valid plan.")
    hint = gettext_noop("Solve again with more time or with other means.")


class SharedActivityInUse(ConflictError):
    code = "shared-activity-in-use"
    message = gettext_noop("The shared activity %(activity)s is used by the option %(option)s.")
    hint = gettext_noop("Take it out of the option's recipe first.")


class SheetsInvalid(DocumentInvalid):
    """A workbook that cannot be stored as it is; findings sheet by sheet."""

    code = "sheets-invalid"
    message = gettext_noop("%(file)s cannot be stored: %(count)s things to look at.")
    hint = gettext_noop("Mend the cells named and upload it again; nothing was stored.")

    def __init__(self, findings: Iterable[Finding], *, file: str = "") -> None:
        super().__init__(findings, file=file)
        self.findings = tuple(sorted(self.findings, key=lambda one: one.key.rpartition("!")[0]))


class NoAgreementStands(ConflictError):
    """Work is left out only where an agreement makes it needless."""

    code = "no-agreement-stands"
    message = gettext_noop("No agreement in force covers “%(option)s”.")
    hint = gettext_noop("Bring the agreement into force first, with the offer named in it.")


class ActivityNotUsed(ConflictError):
    code = "activity-not-used"
    message = gettext_noop("“%(option)s” has no shared activity “%(activity)s” there.")
    hint = gettext_noop("Open the option again: it may have changed meanwhile.")
