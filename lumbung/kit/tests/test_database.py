"""The database from one URL."""

import pytest
from django.db import connection

from lumbung.kit.database import database_from_url


def test_what_the_url_says_of_postgresql_comes_after_what_we_say() -> None:
    found = database_from_url("postgresql://l@/l?host=/run&options=-c%20work_mem%3D8MB")

    assert found["HOST"] == "/run"
    options = found["OPTIONS"]["options"]
    assert options == "-c max_parallel_workers_per_gather=0 -c work_mem=8MB"


@pytest.mark.django_db
def test_no_query_of_ours_starts_parallel_workers() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no parallel workers")
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_parallel_workers_per_gather")

        assert cursor.fetchone() == ("0",)
