"""What everybody reads over /v1: the open catalogue API's documents, and nothing that is not theirs
to see."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lumbung.catalogue.models import Catalog
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.v1.samples import (
    make_catalog,
    make_item,
    make_log,
    make_publisher,
    make_software,
)
from lumbung.registry.tests.factories import make_region

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [each["id"] for each in answer.json()["data"]]


def test_status_is_204_without_a_body(client):
    answer = client.get("/v1/status")
    assert answer.status_code == 204 and answer.content == b""


def test_software_has_exactly_the_fields_of_the_open_catalogue_api(client):
    entry = make_software("https://git.example.id/a", vitality="90,80", created_at=DAY)
    found = client.get(f"/v1/software/{entry.public_id}").json()
    assert found == {
        "id": str(entry.public_id),
        "url": "https://git.example.id/a",
        "aliases": [],
        "publiccodeYml": entry.publiccode_yml,
        "active": True,
        "vitality": "90,80",
        "catalogId": None,
        "createdAt": "2026-03-01T08:00:00Z",
        "updatedAt": "2026-03-01T08:00:00Z",
    }


def test_publisher_and_catalog_are_found_by_either_identifier(client):
    publisher = make_publisher(alternative_id="urn:x-id:32.11", email="a@example.id")
    catalog = make_catalog(alternative_id="32.11", scopes=["iso3166:ID-JB"])
    for identifier in (publisher.public_id, "urn:x-id:32.11"):
        found = client.get(f"/v1/publishers/{identifier}").json()
        assert found["description"] == publisher.name
        assert found["codeHosting"][0]["group"] is True and found["codeHosting"][0]["createdAt"]
    for identifier in (catalog.public_id, "32.11"):
        found = client.get(f"/v1/catalogs/{identifier}").json()
        assert found["scopes"] == ["iso3166:ID-JB"]
        assert found["sources"] == [{"driver": "software-catalog-api", "url": catalog.url}]


@pytest.mark.parametrize(
    "path",
    ["software", "publishers", "catalogs", "logs", "software/{}/logs", "catalogs/{}/software"],
)
def test_unknown_thing_is_a_404_problem(client, path):
    answer = client.get(f"/v1/{path.format(uuid4()) if '{' in path else f'{path}/{uuid4()}'}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {"title", "detail", "status"} <= answer.json().keys()


@pytest.mark.parametrize("identifier", ["nonsense", "%00", "1", "∅x", "a%2Fb"])
def test_odd_identifiers_are_404(client, identifier):
    for kind in ("software", "publishers", "catalogs", "logs"):
        assert client.get(f"/v1/{kind}/{identifier}").status_code == 404


def test_inactive_only_with_all(client):
    shown, hidden = make_software(), make_software(is_active=False)
    assert ids(client.get("/v1/software")) == [str(shown.public_id)]
    assert set(ids(client.get("/v1/software?all=true"))) == {
        str(shown.public_id),
        str(hidden.public_id),
    }


def test_without_address_or_publiccode_it_is_no_software_of_the_api(client):
    make_software(publiccode_yml="")
    entry = make_software()
    entry.url = ""
    entry.save()
    assert ids(client.get("/v1/software?all=true")) == []


@pytest.mark.parametrize(
    ("state", "audience", "provider", "is_seen"),
    [
        ("published", "everyone", "61.72", True),
        ("published", "everyone", None, True),
        ("published", "everyone", "32.11", False),
        ("published", "province", "61.72", False),
        ("published", "regions", "61.72", False),
        ("draft", "everyone", "61.72", False),
        ("withdrawn", "everyone", "61.72", False),
    ],
)
def test_what_came_with_an_offer_is_seen_by_whom_it_is_offered_to(
    client, state, audience, provider, is_seen
):
    """What we wrote down of another region's offer (32.11) is that region's to tell."""
    entry = make_software(rests_on_offers=True)
    region = make_region(provider) if provider else None
    named = {"provider": region, "provider_name": "" if region else "Komunitas"}
    make_offer(entry=entry, state=state, audience=audience, **named)
    assert (ids(client.get("/v1/software")) != []) is is_seen
    status = client.get(f"/v1/software/{entry.public_id}").status_code
    assert status == (200 if is_seen else 404)
    urls = client.get("/v1/software-urls")
    assert b"".join(urls.streaming_content).count(b"https://") == int(is_seen)


@pytest.mark.parametrize(
    ("item", "is_seen"),
    [
        (None, False),
        ({"is_for_all": True, "may_relay": True}, True),
        ({"is_for_all": False, "may_relay": True}, False),
        ({"is_for_all": True, "may_relay": False}, False),
        ({"is_for_all": True, "may_relay": True, "is_deleted": True}, False),
    ],
)
def test_copy_of_a_node_is_passed_on_only_where_its_origin_lets(client, item, is_seen):
    peer = make_catalog(driver=Catalog.Driver.PEER)
    entry = make_software(catalog=peer)
    if item is not None:
        make_item(entry, **item)
    assert (ids(client.get("/v1/software?all=true")) != []) is is_seen
    if is_seen:
        assert client.get("/v1/software").json()["data"][0]["catalogId"] == str(peer.public_id)


def test_catalogs_software_and_the_nodes_own(client):
    source = make_catalog(alternative_id="italia")
    own, theirs = make_software(), make_software(catalog=source)
    assert ids(client.get("/v1/catalogs/italia/software")) == [str(theirs.public_id)]
    assert ids(client.get(f"/v1/catalogs/{source.public_id}/software")) == [str(theirs.public_id)]
    assert ids(client.get("/v1/catalogs/∅/software")) == [str(own.public_id)]
    publisher = make_publisher(catalog=source)
    assert ids(client.get("/v1/catalogs/italia/publishers")) == [str(publisher.public_id)]


def test_who_is_merely_invited_is_not_told(client):
    make_catalog(state=Catalog.State.INVITED)
    paused = make_catalog(state=Catalog.State.PAUSED)
    assert ids(client.get("/v1/catalogs")) == []
    assert ids(client.get("/v1/catalogs?all=true")) == [str(paused.public_id)]


@pytest.mark.parametrize(
    "spelling",
    [
        "https://github.com/kominfo/esurat",
        "https://github.com/Kominfo/eSurat.git",
        "https://www.github.com/kominfo/esurat/",
        "git@github.com:kominfo/esurat.git",
    ],
)
def test_software_is_found_by_its_address_however_it_is_spelt(client, spelling):
    entry = make_software("https://github.com/kominfo/esurat")
    make_software()
    assert ids(client.get("/v1/software", {"url": spelling})) == [str(entry.public_id)]
    assert ids(client.get("/v1/software", {"url": "https://github.com/kominfo/other"})) == []
    assert ids(client.get("/v1/software", {"url": "no address"})) == []


def test_times_narrow_a_list(client):
    rows = [make_software(created_at=DAY + timedelta(days=day)) for day in range(3)]
    query = {"from": "2026-03-01T08:00:00Z", "to": "2026-03-03T08:00:00Z"}
    assert ids(client.get("/v1/software", query)) == [str(rows[1].public_id)]
    rows[0].save()
    found = client.get("/v1/software", {"updatedFrom": "2026-03-04T00:00:00+07:00"})
    assert ids(found) == [str(rows[0].public_id)]


@pytest.mark.parametrize("text", ["yesterday", "2026-03-01", "2026-03-01T08:00:00", "9999999999"])
def test_time_without_offset_is_a_422_with_field_rule_and_value(client, text):
    for name in ("from", "to", "updatedFrom"):
        answer = client.get("/v1/software", {name: text})
        assert answer.status_code == 422
        assert answer.json()["validationErrors"] == [
            {"field": name, "rule": "datetime", "value": text}
        ]


@pytest.mark.parametrize(("size", "rule"), [("0", "min"), ("101", "max"), ("many", "number")])
def test_page_size_has_bounds(client, size, rule):
    answer = client.get("/v1/publishers", {"page[size]": size})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["validationErrors"] == [{"field": "page[size]", "rule": rule, "value": size}]
    assert problem["status"] == 422 and problem["title"] and "page[size]" in problem["detail"]


def test_logs_are_newest_first_and_only_of_what_is_seen(client):
    entry, secret = make_software(), make_software(rests_on_offers=True)
    first = make_log("started", created_at=DAY)
    second = make_log(
        "no publiccode.yml", kind="software", subject_id=entry.public_id, created_at=DAY
    )
    make_log("hidden", kind="software", subject_id=secret.public_id)
    both = sorted([str(first.public_id), str(second.public_id)], reverse=True)
    assert ids(client.get("/v1/logs")) == both
    found = client.get(f"/v1/software/{entry.public_id}/logs").json()["data"]
    assert [each["entity"] for each in found] == [f"/software/{entry.public_id}"]
    assert ids(client.get("/v1/logs?search=START")) == [str(first.public_id)]


def test_other_sites_may_read_and_not_write(client):
    make_software()
    for path in ("/v1/software", "/v1/software/none", "/v1/software?page[size]=0"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    answer = client.options("/v1/software", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer = client.post("/v1/software", {}, content_type="application/json")
    assert answer.status_code == 401
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_unchanged_list_is_a_304(client):
    make_software()
    etag = client.get("/v1/software").headers["ETag"]
    again = client.get("/v1/software", headers={"If-None-Match": etag})
    assert again.status_code == 304 and again.content == b""
    make_software()
    assert client.get("/v1/software", headers={"If-None-Match": etag}).status_code == 200


def test_addresses_come_unpaged_in_one_json_array(client):
    entries = [make_software(created_at=DAY + timedelta(hours=n)) for n in range(120)]
    answer = client.get("/v1/software-urls")
    assert answer.streaming and answer.headers["Content-Type"] == "application/json"
    assert json.loads(b"".join(answer.streaming_content)) == [entry.url for entry in entries]


def test_documentation_is_a_page_and_an_openapi_document(client):
    page = client.get("/v1/docs")
    assert page.status_code == 200 and "/v1/software/{softwareId}" in page.content.decode()
    document = client.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    names = {each["name"] for each in document["paths"]["/v1/software"]["get"]["parameters"]}
    assert {"page[size]", "page[before]", "page[after]", "from", "to", "all", "url"} <= names


def test_head_is_answered_as_get_is(client):
    entry = make_software()
    for path in ("status", "software", f"software/{entry.public_id}"):
        read, asked = client.get(f"/v1/{path}"), client.head(f"/v1/{path}")
        assert asked.status_code == read.status_code and asked.content == b""
        assert asked.headers.get("ETag") == read.headers.get("ETag")
    assert client.head("/v1/software/none").status_code == 404
