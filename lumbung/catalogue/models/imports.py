"""Imports that somebody asked for: what is to be read, how far it is, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One request to add to the catalogue; of an upload, `address` names the files. `results` has
    one entry for each publiccode.yml read, `error` why nothing could be read at all; both hold
    messages untranslated. `attempt` fences: a worker that was thought dead writes nothing more."""

    class Way(models.TextChoices):
        UPLOAD = "upload", _("Uploaded file")
        URL = "url", _("Address")
        GIT = "git", _("Git repository")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for the worker")
        RUNNING = "running", _("being read")
        DONE = "done", _("finished")
        FAILED = "failed", _("failed")

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        SEARCHING = "searching", _("Looking for publiccode.yml")
        CLONING = "cloning", _("Copying the repository's latest state")
        READING = "reading", _("Reading publiccode.yml")
        PICTURES = "pictures", _("Drawing the pictures anew")
        ENDED = "ended", _("Ended")

    way = models.CharField(max_length=8, choices=Way)
    address = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    detail = models.CharField(max_length=300, blank=True)
    results = models.JSONField(default=list)
    error = models.JSONField(default=dict)
    attempt = models.PositiveIntegerField(default=0)
    alive_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.address or f"{self.get_way_display()} {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class ImportFile(models.Model):
    """A file waiting to be read; gone when the import has ended."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
