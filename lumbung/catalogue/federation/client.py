"""Asking another node, signed with our key: one request at a time, guarded and limited by
kit.fetching; whatever is not as the protocol says is an error with words for the operator."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lumbung.catalogue.domain.federation.node_documents import read_envelope
from lumbung.catalogue.domain.federation.signed_item import ItemInvalid, Signed
from lumbung.catalogue.federation.http_signatures import signed_headers
from lumbung.catalogue.federation.own_node import own_key_changes
from lumbung.catalogue.models import KeyChange
from lumbung.catalogue.node_key import node_key
from lumbung.catalogue.queries.feed import own_code
from lumbung.kit.errors import LumbungError, gettext_noop
from lumbung.kit.fetching import Fetched, FetchLimits, fetch

PATH = "federation/v1/"
LIMITS = FetchLimits(bytes=20 * 1024 * 1024, seconds=60, redirects=0)
CLOCK_SLACK_S = 60


class PeerAnswerInvalid(LumbungError):
    code = "peer-answer-invalid"
    message = gettext_noop("The other node does not answer as it should: %(reason)s")
    hint = gettext_noop("Ask its operator which version of Lumbung it runs.")


class PeerRefuses(LumbungError):
    code = "peer-refuses"
    message = gettext_noop("The other node refuses (%(status)s): %(reason)s")
    hint = gettext_noop("Ask its operator; perhaps it removed or paused us, or a clock is wrong.")


class PeerClockDiffers(PeerRefuses):
    code = "peer-clock-differs"
    message = gettext_noop(
        "The other node refuses (%(status)s): its clock differs from ours by %(seconds)s seconds."
    )
    hint = gettext_noop("Set both clocks by a time server (NTP).")


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` is None where nothing changed since `etag`."""

    found: dict[str, Any] | None
    etag: str


class NodeClient:
    """The node at `address`, which ends with a slash."""

    def __init__(self, address: str, limits: FetchLimits = LIMITS) -> None:
        self._address = address
        self._limits = limits
        self._has_told = False

    def card(self) -> Signed:
        return self._envelope("node")

    def members(self) -> Signed:
        return self._envelope("members")

    def events(self, after: int, etag: str = "") -> Answer:
        return self._get(f"events?after={after}", etag)

    def manifest(self, after: int) -> Answer:
        return self._get(f"manifest?after={after}")

    def items(self, names: list[str]) -> Answer:
        """`names` as ORIGIN:KIND:ID."""
        return self._get(f"items?ids={','.join(names)}")

    def post(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        """Raises FetchFailed, FetchRefused, PeerRefuses or PeerAnswerInvalid, as all here do."""
        body = json.dumps(content, ensure_ascii=False).encode()
        answered = self._send("POST", path, body=body)
        return _object(answered)

    def _get(self, path: str, etag: str = "") -> Answer:
        answered = self._send("GET", path, etag=etag)
        if answered.status == 304 and etag:
            return Answer(None, etag)
        return Answer(_object(answered), answered.headers.get("etag", "")[:200])

    def _envelope(self, path: str) -> Signed:
        found = self._get(path).found
        try:
            return read_envelope(found)
        except ItemInvalid as error:
            raise PeerAnswerInvalid(reason=str(error.facts["reason"])) from None

    def _send(self, method: str, path: str, *, body: bytes = b"", etag: str = "") -> Fetched:
        answered = self._send_once(method, path, body, etag)
        if answered.status == 401 and not self._has_told and KeyChange.objects.exists():
            self._tell_key_changes()
            answered = self._send_once(method, path, body, etag)
        if answered.status >= 400:
            raise _refusal(answered)
        return answered

    def _send_once(self, method: str, path: str, body: bytes, etag: str) -> Fetched:
        url = f"{self._address}{PATH}{path}"
        headers = signed_headers(method, url, body, key_id=own_code(), key=node_key())
        if etag:
            headers["If-None-Match"] = etag
        return fetch(url, method=method, headers=headers, body=body, limits=self._limits)

    def _tell_key_changes(self) -> None:
        """The other side may know our old key still: the old key's own word leads it on."""
        self._has_told = True
        content = json.dumps({"key_changes": own_key_changes()}, ensure_ascii=False)
        self._send_once("POST", "key-changes", content.encode(), "")


def _object(answered: Fetched) -> dict[str, Any]:
    if answered.status not in {200, 201, 202}:
        raise PeerAnswerInvalid(reason=f"HTTP {answered.status}")
    try:
        found = json.loads(answered.body)
    except (ValueError, RecursionError):
        raise PeerAnswerInvalid(reason="no JSON") from None
    if not isinstance(found, dict):
        raise PeerAnswerInvalid(reason="no JSON object")
    return found


def _refusal(answered: Fetched) -> PeerRefuses:
    difference = _clock_difference_s(answered.headers.get("date", ""))
    if answered.status == 401 and abs(difference) > CLOCK_SLACK_S:
        return PeerClockDiffers(status=answered.status, seconds=difference)
    try:
        title = str(json.loads(answered.body)["title"])[:300]
    except (ValueError, RecursionError, KeyError, TypeError):
        title = ""
    return PeerRefuses(status=answered.status, reason=title or "?")


def _clock_difference_s(date: str) -> int:
    try:
        theirs = parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return 0
    if theirs.tzinfo is None:
        return 0
    return round((theirs - datetime.now(UTC)).total_seconds())
