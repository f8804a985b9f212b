"""Which rows have a word, asked of the database's own full text: FTS5 on SQLite, tsvector with GIN
on PostgreSQL (docs/decisions/0007). Both hold the same stems, so both give the same answer.

A word that very many rows have takes milliseconds to fetch; its answer is kept while the index
stays the same.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection

from lumbung.catalogue.domain.search_matching import FIELDS, Hits, bits_of

COLUMNS = ("names", "functions", "features", "rest")
MANY = 100
MOST_KEPT = 600

Term = tuple[str, bool]  # a stem or the beginning of a word, and whether it is a beginning

_lock = Lock()
_kept: dict[Term, Hits] = {}
_kept_of: list[UUID | None] = [None]


def hits_of(terms: Iterable[Term], *, size: int, stamp: UUID | None) -> dict[Term, Hits]:
    """For each term the rows that have it, by field; `size` is more than every row's number."""
    wanted = list(dict.fromkeys(terms))
    with _lock:
        if _kept_of[0] != stamp:
            _kept.clear()
            _kept_of[0] = stamp
        found = {term: _kept[term] for term in wanted if term in _kept}
    missing = [term for term in wanted if term not in found]
    for term, hits in zip(missing, _asked(missing, size), strict=True):
        found[term] = hits
        if sum(bits.bit_count() for bits in hits) > MANY:
            _keep(term, hits, stamp)
    return found


def _keep(term: Term, hits: Hits, stamp: UUID | None) -> None:
    with _lock:
        if stamp is not None and _kept_of[0] == stamp:
            if len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[term] = hits


def _asked(terms: list[Term], size: int) -> list[Hits]:
    if not terms:
        return []
    ask = _ask_fts5 if connection.vendor == "sqlite" else _ask_tsvector
    found = [[0] * FIELDS for _ in terms]
    for number, rows in ask(terms):
        bits = bits_of((row for row in rows if row < size), size)
        found[number // FIELDS][number % FIELDS] = bits
    return [tuple(fields) for fields in found]


def _ask_fts5(terms: list[Term]) -> Iterable[tuple[int, Iterable[int]]]:
    """Rows by number of term and field; words are letters and digits only (domain.words)."""
    one = (
        "SELECT %s, group_concat(rowid) FROM catalogue_searchwords"
        " WHERE catalogue_searchwords MATCH %s"
    )
    asked: list[str | int] = []
    for number, (word, is_beginning) in enumerate(terms):
        for field, column in enumerate(COLUMNS):
            asked += [number * FIELDS + field, f'{column}: "{word}"{"*" if is_beginning else ""}']
    for number, rows in _rows(" UNION ALL ".join([one] * (len(asked) // 2)), asked):
        if rows:
            yield number, map(int, rows.split(","))


def _ask_tsvector(terms: list[Term]) -> Iterable[tuple[int, Iterable[int]]]:
    parts: list[str] = []
    asked: list[str | int] = []
    for number, (word, is_beginning) in enumerate(terms):
        for field, column in enumerate(COLUMNS):
            parts.append(
                "SELECT %s::int, array_agg(row_id) FROM catalogue_searchtext"
                f" WHERE {column}_words @@ %s::tsquery"
            )
            asked += [number * FIELDS + field, f"'{word}'{':*' if is_beginning else ''}"]
    for number, rows in _rows(" UNION ALL ".join(parts), asked):
        if rows:
            yield number, rows


def _rows(query: str, asked: list[str | int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return list(cursor.fetchall())
