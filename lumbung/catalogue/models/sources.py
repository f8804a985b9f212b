"""What the sources that are read on a schedule list, and how each of it was last read."""

from django.db import models


class SourceItem(models.Model):
    """One repository, or one piece of software, that a source (Catalog) lists or once listed.

    `missing_since` marks what the source lists no more: its entry stays. `etag` and `last_modified`
    are the other side's, for asking only for what has changed; of a git repository `etag` is the
    commit. `error` holds a message untranslated.
    """

    catalog = models.ForeignKey(
        "catalogue.Catalog", on_delete=models.CASCADE, related_name="source_items"
    )
    address = models.CharField(max_length=500)
    entry = models.ForeignKey(
        "catalogue.Entry", null=True, on_delete=models.SET_NULL, related_name="source_items"
    )
    file_address = models.CharField(max_length=1000, blank=True)  # where publiccode.yml was last
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    last_seen_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    last_valid_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True, db_index=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.JSONField(default=dict)
    missing_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ("address",)
        constraints = (
            models.UniqueConstraint(
                name="source_lists_an_address_once", fields=("catalog", "address")
            ),
        )

    def __str__(self) -> str:
        return self.address


class RepositoryHistory(models.Model):
    """What the repository itself tells about how alive an entry is, as far as was looked back:
    `commits_seen` are the latest ones, back to `oldest_seen_at`; there are more before unless
    `is_whole`."""

    entry = models.OneToOneField(
        "catalogue.Entry", on_delete=models.CASCADE, related_name="history"
    )
    read_at = models.DateTimeField()
    commit = models.CharField(max_length=64)
    last_commit_at = models.DateTimeField()
    oldest_seen_at = models.DateTimeField()
    commits_seen = models.PositiveIntegerField()
    authors_seen = models.PositiveIntegerField()
    is_whole = models.BooleanField(default=False)
    tags = models.PositiveIntegerField(default=0)
    latest_tag = models.CharField(max_length=200, blank=True)
    latest_tag_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "repository histories"

    def __str__(self) -> str:
        return f"{self.entry_id} {self.commit[:10]}"
