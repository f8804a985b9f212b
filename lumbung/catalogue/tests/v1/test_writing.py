"""Writing over /v1 with a token: what crawlers send, what is refused and how that is told."""

from uuid import UUID

import pytest

from lumbung.catalogue.domain.federation.bodies.entry import EntryBody
from lumbung.catalogue.models import Catalog, Entry, FeedItem, Publisher
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.v1.samples import (
    make_catalog,
    make_item,
    make_publisher,
    make_software,
    publiccode,
    writer,
)
from lumbung.core.models import AuditEntry, Role

pytestmark = pytest.mark.django_db
URL = "https://git.example.id/kominfo/esurat"
JSON = {"content_type": "application/json"}
PATCH = {"content_type": "application/merge-patch+json"}


def software(**fields):
    return {"url": URL, "publiccodeYml": publiccode(URL)} | fields


def post(client, path, body, status=200):
    answer = client.post(f"/v1/{path}", body, **JSON)
    assert answer.status_code == status, answer.content
    return answer.json()


def patch(client, path, body, status=200):
    answer = client.patch(f"/v1/{path}", body, **PATCH)
    assert answer.status_code == status, answer.content
    return answer.json()


def rules(problem):
    return {error["field"]: error["rule"] for error in problem["validationErrors"]}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "software"),
        ("post", "publishers"),
        ("post", "catalogs"),
        ("post", "logs"),
        ("post", "software/webhooks"),
        ("get", "software/webhooks"),
        ("patch", f"software/{UUID(int=1)}"),
        ("delete", f"publishers/{UUID(int=1)}"),
        ("patch", f"software/{UUID(int=1)}/analysis"),
        ("get", f"webhooks/{UUID(int=1)}"),
    ],
)
def test_without_a_token_it_is_401(client, method, path):
    answer = getattr(client, method)(f"/v1/{path}", **({} if method == "get" else JSON))
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_agency_officer_may_not_write():
    problem = post(writer(Role.AGENCY), "software", software(), 403)
    assert problem["status"] == 403
    assert not Entry.objects.exists()
    assert AuditEntry.objects.filter(outcome="refused").exists()


def test_software_is_added_read_changed_and_deleted(client):
    crawler = writer()
    made = post(crawler, "software", software(aliases=["https://old.example.id/esurat"]))
    assert made["url"] == URL and made["aliases"] == ["https://old.example.id/esurat"]
    assert made["active"] is True and made["catalogId"] is None
    assert Entry.objects.get().name == "e-Surat"

    path = f"software/{made['id']}"
    text = publiccode(URL, "e-Surat Dua")
    changed = patch(crawler, path, {"publiccodeYml": text, "active": False, "vitality": "70"})
    assert changed["publiccodeYml"] == text
    assert (changed["active"], changed["vitality"]) == (False, "70")
    assert changed["aliases"] == made["aliases"]
    assert Entry.objects.get().name == "e-Surat Dua"

    moved = patch(crawler, path, {"url": "https://new.example.id/esurat", "aliases": [URL]})
    assert (moved["url"], moved["aliases"]) == ("https://new.example.id/esurat", [URL])
    for url, found in ((URL, 1), ("https://old.example.id/esurat", 0)):
        answer = client.get("/v1/software", {"url": url, "all": "true"})
        assert len(answer.json()["data"]) == found
    assert patch(crawler, path, {"aliases": None, "vitality": None})["aliases"] == []

    assert crawler.delete(f"/v1/{path}").status_code == 204
    assert client.get(f"/v1/{path}").status_code == 404
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"create-entry", "change-entry", "delete-entry"} <= acts


def test_address_that_is_known_is_409():
    crawler = writer()
    post(crawler, "software", software(aliases=["https://old.example.id/esurat"]))
    for url in (URL + ".git", "https://old.example.id/esurat"):
        post(crawler, "software", software(url=url), 409)
    other = "https://other.example.id/x"
    made = post(crawler, "software", {"url": other, "publiccodeYml": publiccode(other)})
    patch(crawler, f"software/{made['id']}", {"url": URL}, 409)
    patch(crawler, f"software/{made['id']}", {"aliases": [URL]}, 409)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"url": "required", "publiccodeYml": "required"}),
        ({"url": "ftp://x", "publiccodeYml": "x"}, {"url": "url"}),
        ({"url": "not an address", "publiccodeYml": ""}, {"url": "url", "publiccodeYml": "min"}),
        (
            {"url": URL, "publiccodeYml": "x", "aliases": ["no"], "active": "perhaps"},
            {"aliases.0": "url", "active": "boolean"},
        ),
        ({"url": URL, "publiccodeYml": "x", "id": "1"}, {"id": "unknown"}),
    ],
)
def test_refused_body_names_every_field_and_its_rule(body, expected):
    problem = post(writer(), "software", body, 422)
    assert rules(problem) == expected
    assert problem["title"] and problem["detail"] and problem["status"] == 422


def test_value_refused_is_told():
    problem = post(writer(), "software", {"url": "ftp://x", "publiccodeYml": "x"}, 422)
    assert problem["validationErrors"] == [{"field": "url", "rule": "url", "value": "ftp://x"}]


def test_text_of_which_nothing_can_be_used_is_422_and_not_kept():
    problem = post(writer(), "software", software(publiccodeYml="- not\n- a publiccode"), 422)
    assert {error["rule"] for error in problem["validationErrors"]} == {"invalid"}
    assert problem["detail"] != problem["title"]
    assert not Entry.objects.exists()


def test_text_that_is_not_valid_leaves_the_last_good_copy():
    crawler = writer()
    made = post(crawler, "software", software())
    broken = publiccode(URL).replace("developmentStatus: stable", "developmentStatus: perhaps")
    changed = patch(crawler, f"software/{made['id']}", {"publiccodeYml": broken})
    assert changed["publiccodeYml"] == made["publiccodeYml"]
    assert any(f["severity"] == "error" for f in Entry.objects.get().latest_findings)


def test_software_in_use_is_not_deleted():
    entry = make_software()
    make_offer(entry=entry)
    answer = writer().delete(f"/v1/software/{entry.public_id}")
    assert answer.status_code == 409
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_signed_copy_is_changed_by_nobody_here():
    peer = make_catalog(driver=Catalog.Driver.PEER)
    entry, crawler = make_software(catalog=peer), writer()
    make_item(entry, is_for_all=True, may_relay=True)
    patch(crawler, f"software/{entry.public_id}", {"active": False}, 409)
    assert crawler.delete(f"/v1/software/{entry.public_id}").status_code == 409
    post(crawler, f"catalogs/{peer.public_id}/software", software(), 409)
    patch(crawler, f"catalogs/{peer.public_id}", {"name": "x"}, 409)
    assert crawler.delete(f"/v1/catalogs/{peer.public_id}").status_code == 409


def test_crawler_fills_a_catalog(client):
    source, crawler = make_catalog(alternative_id="italia"), writer()
    post(crawler, "software", software())
    made = post(crawler, "catalogs/italia/software", software())
    assert made["catalogId"] == str(source.public_id)
    path = f"catalogs/italia/software/{made['id']}"
    assert patch(crawler, path, {"vitality": "1"})["vitality"] == "1"
    patch(crawler, f"catalogs/∅/software/{made['id']}", {"vitality": "2"}, 404)
    answer = crawler.delete("/v1/catalogs/italia")
    assert answer.status_code == 409, "what came from it is kept"


def test_publisher_is_added_changed_and_deleted(client):
    crawler = writer()
    body = {
        "description": "Dinas Kominfo",
        "email": " Kominfo@Example.ID ",
        "codeHosting": [{"url": "https://git.example.id/kominfo", "group": False}],
        "alternativeId": "urn:x-id:61.72",
    }
    made = post(crawler, "publishers", body)
    assert made["email"] == "kominfo@example.id"
    assert made["codeHosting"][0]["group"] is False
    post(crawler, "publishers", body, 409)
    path = "publishers/urn:x-id:61.72"
    assert patch(crawler, path, {"active": False, "email": None})["email"] is None
    assert Publisher.objects.get().is_active is False
    patch(crawler, path, {"codeHosting": []}, 422)
    assert crawler.delete(f"/v1/{path}").status_code == 204
    problem = post(crawler, "publishers", {"description": "", "email": "none"}, 422)
    assert rules(problem) == {"description": "min", "codeHosting": "required", "email": "email"}


def test_publisher_of_software_is_not_deleted():
    publisher = make_publisher()
    make_software(publisher=publisher)
    assert writer().delete(f"/v1/publishers/{publisher.public_id}").status_code == 409


def test_catalog_is_added_changed_and_deleted(client):
    crawler = writer()
    body = {
        "name": "Katalog Italia",
        "sources": [{"driver": "software-catalog-api", "url": "https://api.example.it/v1"}],
        "scopes": ["iso3166:IT"],
    }
    made = post(crawler, "catalogs", body)
    assert made["alternativeId"] == "katalog-italia" and made["sources"] == body["sources"]
    post(crawler, "catalogs", body, 409)
    assert patch(crawler, "catalogs/katalog-italia", {"active": False})["active"] is False
    assert Catalog.objects.get().state == Catalog.State.PAUSED
    assert crawler.delete("/v1/catalogs/katalog-italia").status_code == 204
    lumbung = body | {"sources": [{"driver": "lumbung", "url": "https://node.example.id"}]}
    assert rules(post(crawler, "catalogs", lumbung, 422)) == {"sources.0.driver": "oneof"}
    assert rules(post(crawler, "catalogs", body | {"sources": []}, 422)) == {"sources": "gt"}


def test_log_is_written_changed_and_deleted():
    entry, crawler = make_software(), writer()
    made = post(crawler, f"software/{entry.public_id}/logs", {"message": "no publiccode.yml"})
    assert made["entity"] == f"/software/{entry.public_id}"
    assert post(crawler, "logs", {"message": "begun"})["entity"] is None
    assert rules(post(crawler, "logs", {"message": ""}, 422)) == {"message": "min"}
    path = f"logs/{made['id']}"
    assert patch(crawler, path, {"message": "mended"})["message"] == "mended"
    assert crawler.delete(f"/v1/{path}").status_code == 204
    assert crawler.get(f"/v1/{path}").status_code == 404


def test_analyses_are_kept_by_program(client):
    entry, crawler = make_software(), writer()
    path = f"software/{entry.public_id}/analysis"
    assert client.get(f"/v1/{path}").json() == {}
    first = patch(crawler, path, {"acme-scan": {"v": 1, "grade": "A", "list": [1, None]}})
    assert first["acme-scan"].keys() == {"v", "t", "grade", "list"}
    both = patch(crawler, path, {"other": {"v": 2}})
    assert both["acme-scan"] == first["acme-scan"], "others stay, with their time"
    changed = patch(crawler, path, {"acme-scan": {"v": 2, "t": "1999-01-01T00:00:00Z"}})
    assert changed["acme-scan"].keys() == {"v", "t"} and changed["acme-scan"]["t"] > "2000"
    assert client.get(f"/v1/{path}").json() == changed


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"a": {}}, "required"),
        ({"a": None}, "object"),
        ({"a": {"v": "1"}}, "number"),
        ({"a": {"v": 0}}, "min"),
        ({"a": {"v": 1000}}, "max"),
        ({"": {"v": 1}}, "min"),
        ({"a": {"v": 1, "text": "x" * 300_000}}, "max"),
    ],
)
def test_analysis_without_a_version_is_refused(body, rule):
    entry = make_software()
    problem = patch(writer(), f"software/{entry.public_id}/analysis", body, 422)
    assert set(rules(problem).values()) == {rule}


def test_message_about_software_is_shown_on_its_page(client):
    entry = make_software(URL)
    crawler = writer()
    post(crawler, f"software/{entry.public_id}/logs", {"message": "<b>publiccode.yml</b> is gone"})
    page = client.get(f"/catalogue/entries/{entry.pk}/").content.decode()
    assert "&lt;b&gt;publiccode.yml&lt;/b&gt; is gone" in page
    other = make_software(f"{URL}-lain")
    assert "is gone" not in client.get(f"/catalogue/entries/{other.pk}/").content.decode()


def test_vitality_of_any_length_that_is_taken_can_be_read_by_peers():
    post(writer(), "software", software(vitality="90," * 200))
    told = FeedItem.objects.get(kind=FeedItem.Kind.ENTRY).item["body"]
    assert EntryBody.model_validate(told).vitality == "90," * 200
