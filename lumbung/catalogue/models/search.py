"""The index of the catalogue's search: what can be found, by whom, in which words and facets.

Written by `actions.search_index` with every change; `lumbung catalogue index` makes it anew. The
words are full text of the database itself: FTS5 on SQLite, tsvector on PostgreSQL (migration
`search_index`), which the rows of `SearchText` feed.
"""

from uuid import uuid4

from django.db import models

from lumbung.kit.fields import DocumentField


class Scope(models.IntegerChoices):
    """Who is shown something; a row may be for several (the sum)."""

    PUBLIC = 1
    OFFICERS = 2  # signed in; published offers of every audience
    STAFF = 4  # who see all agencies; drafts, withdrawn offers and inactive entries too


class SearchRow(models.Model):
    """One entry as those in `scopes` see it; most entries look the same to all and have one row.
    The row's number is its place in the sets that are searched, so rows are changed in place."""

    entry = models.ForeignKey(
        "catalogue.Entry", on_delete=models.CASCADE, related_name="search_rows"
    )
    scopes = models.PositiveSmallIntegerField()
    facets = DocumentField(default=list)
    uses = models.PositiveIntegerField(default=0)
    sort_name = models.CharField(max_length=200, blank=True)
    stamp = models.CharField(max_length=16)  # another one whenever the row changes

    class Meta:
        constraints = (
            models.UniqueConstraint(name="search_row_of_scopes", fields=("entry", "scopes")),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.scopes})"


class SearchText(models.Model):
    """The words of a row, by field (domain.search_document)."""

    row = models.OneToOneField(
        SearchRow, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    names = models.TextField(blank=True)
    functions = models.TextField(blank=True)
    features = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.names


class SearchState(models.Model):
    """One row: its stamp is another one after every change of the index, so that each process sees
    at a glance whether what it holds in memory still is the index. Writers change it first and so
    wait for one another."""

    stamp = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)


class SearchChange(models.Model):
    """Which rows came, changed or went when the index got that stamp; the latest ones only. They
    are in the order of their transactions, since each held the row of `SearchState`."""

    stamp = models.UUIDField(unique=True)
    rows = DocumentField(default=list)

    def __str__(self) -> str:
        return str(self.stamp)
