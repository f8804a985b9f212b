"""Files on their way in: kept between the steps of an import, in the database so that every process
sees them, and only for a short while."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(hours=2)


class ImportUpload(models.Model):
    """`options`: sheet, header_line, and mapping (field names by column number)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    entity = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_expired(self) -> bool:
        return timezone.now() - self.created_at > KEPT_FOR
