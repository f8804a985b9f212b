"""Pages by cursor: every row once, whatever arrives meanwhile, forwards and backwards."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.catalogue.tests.v1.samples import make_publisher
from lumbung.catalogue.v1.paging import Cursor, read_cursor

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)


def page(client, query=""):
    answer = client.get(f"/v1/publishers{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def names(found):
    return [each["description"] for each in found["data"]]


def walk(client, query, link="next"):
    found = page(client, query)
    pages = [names(found)]
    while found["links"][link]:
        found = page(client, found["links"][link])
        pages.append(names(found))
    return pages


@pytest.fixture
def rows():
    """Some made in the same instant."""
    return [
        make_publisher(name=f"P{number:02}", created_at=START + timedelta(seconds=number // 3))
        for number in range(23)
    ]


def in_order(rows):
    return [row.name for row in sorted(rows, key=lambda row: (row.created_at, str(row.public_id)))]


@pytest.mark.parametrize("size", [1, 4, 22, 23, 24, 100])
def test_pages_together_are_the_list(client, rows, size):
    pages = walk(client, f"?page[size]={size}")
    assert [name for names in pages for name in names] == in_order(rows)
    assert all(len(names) <= size for names in pages)


@pytest.mark.parametrize("size", [1, 4, 22])
def test_the_way_back_shows_the_same(client, rows, size):
    found = page(client, f"?page[size]={size}")
    while found["links"]["next"]:
        found = page(client, found["links"]["next"])
    shown = names(found)
    while found["links"]["prev"]:
        found = page(client, found["links"]["prev"])
        shown = names(found) + shown
    assert shown == in_order(rows)


def test_default_size_is_25(client):
    for _number in range(26):
        make_publisher()
    found = page(client)
    assert len(found["data"]) == 25 and found["links"]["prev"] is None
    last = page(client, found["links"]["next"])
    assert len(last["data"]) == 1 and last["links"]["next"] is None


def test_links_keep_what_else_was_asked(client, rows):
    rows[3].is_active = False
    rows[3].save()
    query = "?all=true&from=2025-12-31T00:00:00%2B07:00&page[size]=5"
    link = page(client, query)["links"]["next"]
    asked = parse_qs(link.removeprefix("?"))
    assert asked.keys() == {"all", "from", "page[size]", "page[after]"}
    assert asked["from"] == ["2025-12-31T00:00:00+07:00"]
    assert sum(map(len, walk(client, query))) == 23


@given(size=st.integers(1, 6), late=st.lists(st.integers(0, 8), max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_that_arrive_meanwhile_neither_shift_nor_repeat(size, late):
    """Whatever is made while somebody pages through, even in the past, every row that was there at
    the beginning is shown exactly once, and in order."""
    from lumbung.catalogue.models import Publisher

    Publisher.objects.all().delete()
    before = [
        make_publisher(name=f"P{n}", created_at=START + timedelta(seconds=n)) for n in range(9)
    ]
    client, waiting = Client(), list(late)
    found = page(client, f"?page[size]={size}")
    shown = names(found)
    while found["links"]["next"]:
        if waiting:
            make_publisher(name="late", created_at=START + timedelta(seconds=waiting.pop()))
        found = page(client, found["links"]["next"])
        shown += names(found)
    assert [name for name in shown if name != "late"] == [row.name for row in before]


@pytest.mark.parametrize(
    "cursor", ["x", "WyJ4Il0", "bnVsbA", "WzEsMl0", "%00", "é", "W10", "eyJhIjoxfQ", "=" * 9]
)
def test_what_is_no_cursor_is_a_422(client, cursor):
    for name in ("page[after]", "page[before]"):
        answer = client.get(f"/v1/publishers?{name}={cursor}")
        assert answer.status_code == 422
        assert answer.json()["validationErrors"][0]["rule"] == "cursor"


@given(
    at=st.datetimes(datetime(1950, 1, 1), datetime(8000, 1, 1), timezones=st.just(UTC)),
    public_id=st.uuids(),
)
def test_cursor_is_read_back(at, public_id):
    cursor = Cursor(at, public_id)
    assert read_cursor(str(cursor)) == cursor
