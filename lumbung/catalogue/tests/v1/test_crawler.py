"""A crawler of the kind that publiccode catalogues run (italia/publiccode-crawler 5): what it asks,
in its order, and what it relies on in the answers."""

import json
from typing import Any

import pytest
from django.test import Client

from lumbung.catalogue.models import Entry, EntryLog
from lumbung.catalogue.tests.v1.samples import make_publisher, publiccode, writer

pytestmark = pytest.mark.django_db
OK = range(200, 300)


class Crawler:
    """Its API client: follows `links.next` by putting it behind the list's address, asks for an
    address unquoted, creates what it does not find and changes what it does."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def publishers(self) -> list[dict[str, Any]]:
        found, after = [], ""
        while True:
            answer = self.client.get("/v1/publishers" + after)
            assert answer.status_code in OK
            page = answer.json()
            found += page["data"]
            after = page["links"]["next"] or ""
            if not after:
                return found

    def software_at(self, url: str) -> dict[str, Any] | None:
        answer = self.client.get("/v1/software?url=" + url)
        found = answer.json()["data"]
        return found[0] if found else None

    def keep(self, url: str, text: str, aliases: list[str] | None = None) -> dict[str, Any]:
        body = {"publiccodeYml": text, "url": url, "aliases": aliases or []}
        known = self.software_at(url)
        if known is None:
            answer = self.client.post(
                "/v1/software", body | {"active": True}, content_type="application/json"
            )
        else:
            answer = self.client.patch(
                f"/v1/software/{known['id']}", body, content_type="application/merge-patch+json"
            )
        assert answer.status_code in OK, answer.content
        return answer.json()

    def log(self, message: str, software_id: str = "") -> None:
        path = f"/v1/software/{software_id}/logs" if software_id else "/v1/logs"
        answer = self.client.post(path, {"message": message}, content_type="application/json")
        assert answer.status_code in OK


def test_crawler_reads_publishers_and_keeps_what_it_finds():
    for number in range(60):
        hosting = [{"url": f"https://git.example.id/dinas-{number}", "group": number % 2 == 0}]
        make_publisher(code_hosting=hosting)
    crawler = Crawler(writer())
    publishers = crawler.publishers()
    assert len(publishers) == 60
    for publisher in publishers:
        for hosting in publisher["codeHosting"]:
            url = hosting["url"] + ("/aplikasi" if hosting["group"] else "")
            made = crawler.keep(url, publiccode(url))
            crawler.log("[publiccode.yml] found", made["id"])
    crawler.log("60 publishers read")
    assert Entry.objects.count() == 60 and EntryLog.objects.count() == 61

    again = crawler.publishers()[0]["codeHosting"][0]["url"] + "/aplikasi"
    changed = crawler.keep(again, publiccode(again, "Nama baru"))
    assert Entry.objects.count() == 60, "the second run creates nothing"
    assert "Nama baru" in changed["publiccodeYml"]


def test_crawler_that_sees_a_repository_move_keeps_one_software():
    crawler = Crawler(writer())
    old, new = "https://github.com/a/tua", "https://github.com/b/baru"
    first = crawler.keep(old, publiccode(old))
    known = crawler.software_at(old)
    answer = crawler.client.patch(
        f"/v1/software/{known['id']}",
        {"publiccodeYml": publiccode(new), "url": new, "aliases": [old]},
        content_type="application/merge-patch+json",
    )
    assert answer.status_code == 200, answer.content
    assert crawler.software_at(new)["id"] == crawler.software_at(old)["id"] == first["id"]


def test_json_driver_reads_every_address_with_one_request(client):
    crawler = Crawler(writer())
    urls = [f"https://git.example.id/a/{number}" for number in range(130)]
    for url in urls:
        crawler.keep(url, publiccode(url))
    answer = client.get("/v1/software-urls")
    assert answer.status_code == 200
    assert json.loads(b"".join(answer.streaming_content)) == urls
