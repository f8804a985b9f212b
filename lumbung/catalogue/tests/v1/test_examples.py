"""The worked examples of docs/formats/open-catalog-api/ are asked and answered as they stand there.

A file tells one story: requests in their order, each with the answer it gets. `<uuid>` and
`<instant>` stand for what is new each time; `keep` remembers an answer's id for `{name}` later on.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lumbung.catalogue.tests.v1.samples import (
    make_catalog,
    make_publisher,
    make_software,
    publiccode,
    writer,
)
from tests.architecture.sources import ROOT

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "docs" / "formats" / "open-catalog-api"
STORIES = sorted(FOLDER.glob("*.json"))
UNKNOWN = {
    "<uuid>": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "<instant>": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
    "<text>": re.compile(r".+", re.S),
}
FIXED = "00000000-0000-4000-8000-0000000000"


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 8, tzinfo=UTC)


@pytest.fixture
def node():
    """The node of the examples: three applications, two publishers, one source."""
    source = make_catalog(
        public_id=f"{FIXED}c1",
        alternative_id="italia",
        name="Developers Italia",
        url="https://api.developers.italia.it/v1",
        scopes=["iso3166:IT"],
        created_at=at(1),
    )
    for number, catalog in ((1, None), (2, None), (3, source)):
        url = f"https://git.example.id/kominfo/aplikasi-{number}"
        make_software(
            url,
            public_id=f"{FIXED}a{number}",
            publiccode_yml=f"name: Aplikasi {number}\nurl: {url}\n",
            catalog=catalog,
            created_at=at(number),
        )
    for number in (1, 2):
        make_publisher(
            public_id=f"{FIXED}b{number}",
            name=f"Dinas {number}",
            alternative_id=f"urn:x-id:dinas-{number}",
            code_hosting=[{"url": f"https://git.example.id/dinas-{number}", "group": True}],
            created_at=at(number),
        )


def test_there_are_examples():
    assert len(STORIES) >= 8
    told = (FOLDER.parent / "open-catalog-api.md").read_text(encoding="utf-8")
    assert [path.name for path in STORIES if path.name not in told] == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_example_is_answered_as_it_says(node, path):
    kept: dict[str, str] = {}
    for number, exchange in enumerate(json.loads(path.read_text(encoding="utf-8"))["exchanges"]):
        answer = ask(exchange["request"], kept)
        expected = exchange["response"]
        where = f"{path.name}, exchange {number + 1}"
        assert answer.status_code == expected["status"], (where, answer.content)
        for name, value in expected.get("headers", {}).items():
            assert answer.headers[name] == value, where
        if "body" in expected:
            assert_alike(body_of(answer), filled(expected["body"], kept), where)
        if "keep" in exchange:
            kept[exchange["keep"]] = answer.json()["id"]


def ask(request: dict[str, Any], kept: dict[str, str]) -> Any:
    client = writer() if request.get("token") else Client()
    call = getattr(client, request["method"].lower())
    options: dict[str, Any] = {"headers": request.get("headers", {})}
    if "body" in request:
        options["data"] = json.dumps(filled(request["body"], kept))
        options["content_type"] = request.get("content_type", "application/json")
    return call(filled(request["path"], kept), **options)


def body_of(answer: Any) -> Any:
    return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def filled(value: Any, kept: dict[str, str]) -> Any:
    if isinstance(value, str):
        value = value.replace("{publiccode}", publiccode("https://git.example.id/kominfo/esurat"))
        for name, text in kept.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, list):
        return [filled(each, kept) for each in value]
    if isinstance(value, dict):
        return {key: filled(each, kept) for key, each in value.items()}
    return value


def assert_alike(found: Any, expected: Any, where: str) -> None:
    if isinstance(expected, dict):
        assert isinstance(found, dict) and found.keys() == expected.keys(), (where, found)
        for key, each in expected.items():
            assert_alike(found[key], each, f"{where}.{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list) and len(found) == len(expected), (where, found)
        for each, wanted in zip(found, expected, strict=True):
            assert_alike(each, wanted, where)
    elif expected in UNKNOWN:
        assert UNKNOWN[expected].fullmatch(found), (where, found)
    else:
        assert found == expected, where
