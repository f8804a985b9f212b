"""What people said of two applications that seem to do the same."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApplicationVerdict(models.Model):
    """One pair, the application of the smaller key first. A verdict is kept until another is
    given."""

    class Verdict(models.TextChoices):
        SAME = "same", _("They do the same")
        DIFFERENT = "different", _("They do not do the same")

    first = models.ForeignKey("registry.Application", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("registry.Application", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("first", "second")
        verbose_name = _("verdict on two applications")
        verbose_name_plural = _("verdicts on applications")
        constraints = (
            models.UniqueConstraint(name="one_verdict_per_pair", fields=("first", "second")),
            models.CheckConstraint(
                name="pair_in_order", condition=models.Q(first__lt=models.F("second"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.verdict}"
