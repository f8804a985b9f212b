"""Work plans: the frozen question, how the solve goes, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.planning.domain.plan import SolveStatus


class Plan(models.Model):
    """One solve. `scenario` (scenario.yml as JSON) never changes after creation; `result`
    (planning.domain.plan_document) is written as the solver finds and once more at the end.

    The columns after `result` repeat what lists show, so that a list reads no documents.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SOLVING = "solving", _("Being solved")
        DONE = "done", pgettext_lazy("plan", "Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    class Status(models.TextChoices):
        OPTIMAL = SolveStatus.OPTIMAL.value, _("Proven best")
        FEASIBLE = SolveStatus.FEASIBLE.value, _("Valid, not proven best")
        INFEASIBLE = SolveStatus.INFEASIBLE.value, _("No valid plan exists")
        UNKNOWN = SolveStatus.UNKNOWN.value, _("No plan found in time")

    name = models.CharField(_("name"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    scenario = models.TextField(editable=False)
    scenario_sha256 = models.CharField(max_length=64, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    workers = models.PositiveSmallIntegerField(_("workers"), default=2)
    time_limit_s = models.PositiveIntegerField(_("time limit (s)"), default=60)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.QUEUED, editable=False
    )
    progress = models.JSONField(default=dict, editable=False)
    cancel_requested = models.BooleanField(default=False, editable=False)
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    failure = models.TextField(blank=True, editable=False)
    result = models.JSONField(null=True, editable=False)
    status = models.CharField(
        _("outcome"), max_length=10, choices=Status, blank=True, editable=False
    )
    needs_total = models.PositiveIntegerField(_("needs"), default=0, editable=False)
    needs_served = models.PositiveIntegerField(_("needs served"), default=0, editable=False)
    coverage_percent = models.FloatField(_("weight of needs served (%)"), null=True, editable=False)
    cost_idr = models.BigIntegerField(_("cost (Rp)"), null=True, editable=False)
    is_published = models.BooleanField(_("published"), default=False, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = (
            models.UniqueConstraint(
                name="one_plan_published", fields=("is_published",), condition=Q(is_published=True)
            ),
            models.CheckConstraint(
                name="only_a_finished_plan_is_published",
                condition=Q(is_published=False) | Q(state__in=("done", "cancelled")),
            ),
            models.CheckConstraint(
                name="plan_serves_at_most_its_needs",
                condition=Q(needs_served__lte=models.F("needs_total")),
            ),
            models.CheckConstraint(
                name="plan_settings_in_range",
                condition=Q(time_limit_s__gte=1, time_limit_s__lte=86_400)
                & Q(workers__gte=1, workers__lte=64),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.SOLVING}
