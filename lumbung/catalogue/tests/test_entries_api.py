"""The catalogue over the API, and the command that makes its index anew."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from lumbung.catalogue.actions import keep_entry
from lumbung.catalogue.models import Entry, Offer, SearchRow
from lumbung.catalogue.queries.search import Asked, search
from lumbung.catalogue.tests.factories import make_entry, make_offer
from lumbung.catalogue.tests.publiccode_texts import publiccode_yml
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_token, make_user

pytestmark = pytest.mark.django_db


def caller(role=Role.AGENCY):
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role))}"})


def test_search_tells_results_facets_and_corrections():
    entry = keep_entry(publiccode_yml("Srikandi"), by=None).entry
    answer = caller().get("/api/entries?text=srikamdi&status=stable").json()
    assert [item["pk"] for item in answer["items"]] == [entry.pk]
    assert answer["corrections"] == [["srikamdi", "srikandi"]]
    [stable] = answer["facets"]["status"]
    assert (stable["count"], stable["is_chosen"], stable["label"]) == (1, True, "stabil")


def test_entry_is_told_whole_to_those_who_may_see_it():
    entry = keep_entry(publiccode_yml(), by=None).entry
    draft = make_offer(entry=entry, state=Offer.State.DRAFT)
    told = caller().get(f"/api/entries/{entry.pk}").json()
    assert told["facts"]["licence"] == "AGPL-3.0-or-later" and told["offers"] == []
    assert caller(Role.CIO).get(f"/api/entries/{entry.pk}").json()["offers"] == [draft.pk]
    hidden = make_offer(state=Offer.State.DRAFT).entry
    assert caller().get(f"/api/entries/{hidden.pk}").status_code == 404


def test_publiccode_is_kept_by_those_who_may():
    body = json.dumps({"publiccode_yml": publiccode_yml().decode()})
    post = {"content_type": "application/json"}
    assert caller().post("/api/entries", body, **post).status_code == 403
    assert Client().get("/api/entries").status_code == 401
    assert caller(Role.CIO).post("/api/entries", body, **post).status_code == 201
    assert caller(Role.CIO).post("/api/entries", body, **post).status_code == 200
    wrong = json.dumps({"publiccode_yml": "- 1"})
    assert caller(Role.CIO).post("/api/entries", wrong, **post).status_code == 422


def test_index_is_made_anew_and_moved_texts_are_read():
    moved = make_entry(publiccode_yml=publiccode_yml("Srikandi").decode(), rests_on_offers=True)
    make_offer(entry=moved)
    assert not SearchRow.objects.exists()
    out = StringIO()
    call_command("catalogue", "index", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"read": 1, "indexed": 1}
    moved.refresh_from_db()
    assert moved.name == "Srikandi" and moved.last_valid_at
    assert search(make_user(), Asked("naskah srikandi")).total == 1
    assert Entry.objects.count() == 1
