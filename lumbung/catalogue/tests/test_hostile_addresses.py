"""Addresses that nobody types by hand: numbers too large for any database are answered calmly."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
NUMBERS = ("99999999999999999999", "9" * 5000)


@pytest.mark.parametrize("number", NUMBERS)
def test_comparing_entries_of_impossible_numbers_finds_none(client: Client, number: str) -> None:
    answer = client.get("/catalogue/compare/", {"entry": [number, "1"]})
    assert answer.status_code == 200


@pytest.mark.parametrize("number", NUMBERS)
def test_an_impossible_number_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/catalogue/entries/{number}/").status_code == 404
