"""Which rows have a word, asked of the database's own full text: FTS5 on SQLite, tsvector with GIN
on PostgreSQL (docs/decisions/0007). Both hold the same stems, so both give the same answer.

A word that very many rows have takes milliseconds to fetch; its answer is kept while the index
stays the same.
"""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection

from lumbung.catalogue.domain.search.search_matching import FIELDS, Hits, bits_of

COLUMNS = ("names", "functions", "features", "rest")
MANY = 100
MOST_KEPT = 600

Term = tuple[str, bool]  # a stem or the beginning of a word, and whether it is a beginning

_lock = Lock()
_kept: dict[tuple[Term, int], Hits] = {}
_kept_of: list[UUID | None] = [None]


def hits_of(
    terms: Iterable[Term], *, size: int, stamp: UUID | None, fields: int = FIELDS
) -> dict[Term, Hits]:
    """For each term the rows that have it, by field; of the first `fields` alone, the others are
    left empty. `size` is more than every row's number."""
    wanted = list(dict.fromkeys(terms))
    with _lock:
        if _kept_of[0] != stamp:
            _kept.clear()
            _kept_of[0] = stamp
        found = {term: _kept[term, fields] for term in wanted if (term, fields) in _kept}
    missing = [term for term in wanted if term not in found]
    for term, hits in zip(missing, _asked(missing, size, fields), strict=True):
        found[term] = hits
        if sum(bits.bit_count() for bits in hits) > MANY:
            _keep((term, fields), hits, stamp)
    return found


def _keep(asked: tuple[Term, int], hits: Hits, stamp: UUID | None) -> None:
    with _lock:
        if stamp is not None and _kept_of[0] == stamp:
            if len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[asked] = hits


def _asked(terms: list[Term], size: int, fields: int) -> list[Hits]:
    if not terms:
        return []
    ask = _ask_fts5 if connection.vendor == "sqlite" else _ask_tsvector
    places = [(number, field) for number in range(len(terms)) for field in range(fields)]
    found = [[0] * FIELDS for _ in terms]
    for place, rows in ask([(terms[number], COLUMNS[field]) for number, field in places]):
        if max(rows) >= size:  # a row that came while this search was going on
            rows = [row for row in rows if row < size]
        number, field = places[place]
        found[number][field] = bits_of(rows, size)
    return [tuple(of_term) for of_term in found]


def _ask_fts5(wanted: list[tuple[Term, str]]) -> Iterator[tuple[int, list[int]]]:
    """Rows by place in `wanted`; words are letters and digits only (domain.words)."""
    part = (
        "SELECT %s, group_concat(rowid) FROM catalogue_searchwords"
        " WHERE catalogue_searchwords MATCH %s"
    )
    asked: list[str | int] = []
    for place, ((word, is_beginning), column) in enumerate(wanted):
        asked += [place, f'{column}: "{word}"{"*" if is_beginning else ""}']
    for place, rows in _rows(" UNION ALL ".join([part] * len(wanted)), asked):
        if rows:
            yield place, list(map(int, rows.split(",")))


def _ask_tsvector(wanted: list[tuple[Term, str]]) -> Iterator[tuple[int, list[int]]]:
    part = (
        "SELECT %s::int, array_agg(row_id) FROM catalogue_searchtext WHERE {}_words @@ %s::tsquery"
    )
    asked: list[str | int] = []
    for place, ((word, is_beginning), _column) in enumerate(wanted):
        asked += [place, f"'{word}'{':*' if is_beginning else ''}"]
    parts = [part.format(column) for _term, column in wanted]
    for place, rows in _rows(" UNION ALL ".join(parts), asked):
        if rows:
            yield place, rows


def _rows(query: str, asked: list[str | int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return list(cursor.fetchall())
