"""Keeping the search index in step: called inside the transaction that changes what is found."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from secrets import token_hex
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from lumbung.catalogue.domain.search.search_document import SearchDocument, search_document
from lumbung.catalogue.models import Entry, Scope, SearchChange, SearchRow, SearchState, SearchText
from lumbung.catalogue.queries.seen_entries import entries_to_tell, told_to

BATCH = 500
CHANGES_KEPT = 500
_TEXTS = ("names", "functions", "features", "rest", "words")


@transaction.atomic
def index_entries(pks: Iterable[int]) -> None:
    """Makes the rows of these entries what they should be; rows that already are stay untouched."""
    wanted = sorted(set(pks))
    for start in range(0, len(wanted), BATCH):
        _index_batch(entries_to_tell(wanted[start : start + BATCH]))


@transaction.atomic
def rebuild_index() -> int:
    """Every entry's rows, made anew where they differ. Returns how many entries there are."""
    pks = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    index_entries(pks)
    return len(pks)


def rows_of(entry: Entry) -> list[int]:
    return list(SearchRow.objects.filter(entry=entry).values_list("pk", flat=True))


def tell_change(rows: Iterable[int]) -> None:
    """Tells every process which rows of the index are other ones now, or gone."""
    stamp = uuid4()
    if not SearchState.objects.update(stamp=stamp):
        SearchState.objects.create(stamp=stamp)
    change = SearchChange.objects.create(stamp=stamp, rows=sorted(rows))
    if change.pk % CHANGES_KEPT == 0:
        SearchChange.objects.filter(pk__lte=change.pk - CHANGES_KEPT).delete()


def _index_batch(entries: QuerySet[Entry]) -> None:
    rows = SearchRow.objects.filter(entry__in=entries).select_related("text")
    kept: dict[tuple[int, int], SearchRow] = {(row.entry_id, row.scopes): row for row in rows}
    fresh: list[tuple[SearchRow, SearchDocument]] = []
    changed: list[int] = []
    for entry in entries:
        for document, scopes in _documents(entry):
            row = kept.pop((entry.pk, scopes), None)
            if row is None:
                fresh.append((SearchRow(entry=entry, scopes=scopes), document))
            elif not _is_as(row, document):
                _fill(row, document).save()
                _text_of(row, document).save()
                changed.append(row.pk)
    gone = [row.pk for row in kept.values()]
    if gone:
        SearchRow.objects.filter(pk__in=gone).delete()
    changed += [*gone, *_create(fresh)]
    if changed:
        tell_change(changed)


def _documents(entry: Entry) -> list[tuple[SearchDocument, int]]:
    """What each scope sees of it; equal documents are one row, for all who see it so."""
    found: dict[SearchDocument, int] = defaultdict(int)
    for scope in Scope:
        told = told_to(entry, scope)
        if told is not None:
            found[search_document(told)] += scope
    return list(found.items())


def _create(fresh: Sequence[tuple[SearchRow, SearchDocument]]) -> list[int]:
    rows = SearchRow.objects.bulk_create(_fill(row, document) for row, document in fresh)
    SearchText.objects.bulk_create(
        _text_of(row, document) for row, (_row, document) in zip(rows, fresh, strict=True)
    )
    return [row.pk for row in rows]


def _fill(row: SearchRow, document: SearchDocument) -> SearchRow:
    row.facets, row.uses = list(document.facets), document.uses
    row.sort_name, row.stamp = document.sort_name, token_hex(8)
    return row


def _text_of(row: SearchRow, document: SearchDocument) -> SearchText:
    return SearchText(row=row, **{name: getattr(document, name) for name in _TEXTS})


def _is_as(row: SearchRow, document: SearchDocument) -> bool:
    plain = (row.facets, row.uses, row.sort_name)
    if plain != (list(document.facets), document.uses, document.sort_name):
        return False
    return all(getattr(row.text, name) == getattr(document, name) for name in _TEXTS)
