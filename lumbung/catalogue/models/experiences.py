"""What regions tell each other about an entry: questions, answers, and reports of use; and what
readers think should be looked at again."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.origin import Shared
from lumbung.kit.fields import DocumentField


class Experience(Shared):
    """Said by a region, not by a person: who wrote it stays on the own node."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        REPORT = "report", _("Report of use")

    class State(models.TextChoices):
        VISIBLE = "visible", _("Visible")
        HIDDEN = "hidden", _("Hidden")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    entry = models.ForeignKey(
        "catalogue.Entry", on_delete=models.PROTECT, related_name="experiences"
    )
    question = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("region"), on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(_("agency"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    version = models.CharField(_("version"), max_length=100, blank=True)
    users_count = models.PositiveIntegerField(_("users"), null=True, blank=True)
    months_in_use = models.PositiveIntegerField(_("months in use"), null=True, blank=True)
    effort = DocumentField(_("effort and cost"), default=dict, blank=True)
    went_wrong = models.TextField(_("what went wrong"), max_length=10_000, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("would do it again (1-5)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.VISIBLE)
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    example = models.BooleanField(_("example"), default=False)

    class Meta:
        ordering = ("-written_at", "-pk")
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = (
            models.CheckConstraint(
                name="only_answers_have_a_question",
                condition=models.Q(kind="answer", question__isnull=False)
                | (~models.Q(kind="answer") & models.Q(question=None)),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.text[:80]


class ExperienceFlag(models.Model):
    """A reader asks the moderators to look at it; they keep it, or hide it."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="one_open_flag_per_reader",
                fields=("experience", "by"),
                condition=models.Q(settled_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.reason
