"""Whatever is asked, the answer is a page or a problem; never a fault of ours."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.catalogue.models import Publisher
from lumbung.catalogue.tests.v1.samples import make_log, make_publisher, make_software, writer

pytestmark = pytest.mark.django_db
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = ("page[size]", "page[before]", "page[after]", "from", "to", "updatedFrom", "all", "url")
LISTS = ("software", "publishers", "catalogs", "logs", "catalogs/∅/software", "software-urls")
likely = st.sampled_from(
    [
        "", "0", "1", "100", "-1", "1e9", "true", "false", "null", "https://git.example.id/a",
        "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
        "2026-01-01T00:00:60Z", "bnVsbA", "git@a:b", "http://[", "\x00", "💥" * 50,
    ]
)  # fmt: skip
values = st.one_of(likely, st.text(max_size=40))


@SETTINGS
@given(
    path=st.sampled_from(LISTS),
    query=st.lists(st.tuples(st.sampled_from((*NAMES, "search", "x")), values), max_size=6),
)
def test_no_query_breaks_a_list(path, query):
    if not Publisher.objects.exists():
        make_publisher(), make_software(), make_log("m")
    client = Client(raise_request_exception=False)
    asked: dict = {}
    for name, value in query:
        asked.setdefault(name, []).append(value)
    answer = client.get(f"/v1/{path}", asked)
    assert answer.status_code in (200, 422), (path, query)
    if answer.status_code == 422:
        assert answer.headers["Content-Type"] == "application/problem+json"
        for error in answer.json()["validationErrors"]:
            assert error.keys() == {"field", "rule", "value"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | likely,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELDS = ("url", "aliases", "publiccodeYml", "active", "vitality", "description", "codeHosting",
          "email", "alternativeId", "name", "sources", "scopes", "message", "x")  # fmt: skip
PATHS = ("software", "publishers", "catalogs", "logs", "software/webhooks", "publishers/webhooks")


@SETTINGS
@given(
    path=st.sampled_from(PATHS),
    body=st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6) | json_values,
)
def test_no_body_breaks_a_write(path, body):
    client = writer()
    client.raise_request_exception = False
    answer = client.post(f"/v1/{path}", body, content_type="application/json")
    assert answer.status_code in (200, 400, 409, 422), (answer.status_code, answer.content)


@pytest.mark.parametrize(
    "body", [b"{", b"", b"[" * 100_000, b"\xff\xfe", b'{"message": "\\ud800x"}', b"NaN", b'"x"']
)
def test_what_is_no_document_is_a_problem(body):
    answer = writer().post("/v1/logs", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@SETTINGS
@given(body=st.dictionaries(st.text(max_size=10), json_values, max_size=4))
def test_no_analysis_breaks_a_write(body):
    client = writer()
    entry = make_software()
    client.raise_request_exception = False
    path = f"/v1/software/{entry.public_id}/analysis"
    answer = client.patch(path, body, content_type="application/merge-patch+json")
    assert answer.status_code in (200, 400, 422)
    assert client.get(path).status_code == 200
