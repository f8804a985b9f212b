"""Other nodes for tests: a key, a name, and what such a node would sign, serve and ask."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lumbung.catalogue.domain.federation.audience import EVERYONE, Audience
from lumbung.catalogue.domain.federation.node_documents import envelope
from lumbung.catalogue.domain.federation.signed_item import (
    Signed,
    instant,
    item_document,
    public_key_text,
    sign,
)
from lumbung.catalogue.federation.client import Answer, NodeClient, PeerRefuses
from lumbung.catalogue.federation.http_signatures import signed_headers
from lumbung.catalogue.models import Catalog
from lumbung.registry.tests.factories import make_region

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NAMES = {"32.11": "Kabupaten Sumedang", "61": "Kalimantan Barat", "33.71": "Kota Magelang"}


class OtherNode(NodeClient):
    """A node in memory. `pages` may be replaced by what a broken or hostile node would answer."""

    def __init__(self, code: str = "32.11") -> None:
        self.code, self.key = code, Ed25519PrivateKey.generate()
        self.events_served: list[dict[str, Any]] = []
        self.key_changes: list[dict[str, Any]] = []
        self.feed = str(uuid4())
        self.page_size = 200
        self.asked: list[str] = []
        self.broken: dict[str, Any] = {}
        self.dies_after: int | None = None

    @property
    def public_key(self) -> str:
        return public_key_text(self.key)

    def catalog(self, **fields: Any) -> Catalog:
        """This node as a peer of ours."""
        level = "provinsi" if len(self.code) == 2 else "kabupaten"
        region = make_region(self.code, name=NAMES.get(self.code, self.code), level=level)
        defaults = {
            "alternative_id": self.code,
            "name": region.name,
            "region": region,
            "url": f"https://{self.code}.example.id/",
            "public_key": self.public_key,
            "state": Catalog.State.ACTIVE,
        }
        return Catalog.objects.create(**(defaults | fields))

    def entry(self, name: str = "Aplikasi", **options: Any) -> Signed:
        return self.item("entry", {"kind": "software", "name": name}, **options)

    def offer(self, entry: str, name: str = "Penawaran", **options: Any) -> Signed:
        document = {
            "format": "lumbung-offer/2",
            "id": options.pop("id", "penawaran"),
            "name": name,
            "kind": "application",
            "provider": options.pop("provider", self.code),
        }
        return self.item("offer", {"entry": entry, "offer": document}, **options)

    def item(
        self,
        kind: str,
        body: dict[str, Any] | None,
        *,
        public_id: UUID | None = None,
        audience: Audience = EVERYONE,
        may_relay: bool = True,
        at: datetime = MONDAY,
        origin: str = "",
    ) -> Signed:
        document = item_document(
            kind,
            str(public_id or uuid4()),
            origin or self.code,
            audience=audience,
            may_relay=may_relay,
            updated_at=at,
            body=body,
        )
        return sign(document, self.key)

    def serve(self, *items: Signed) -> None:
        """Puts items into its feed, in this order; a later version takes the earlier one's
        place."""
        for item in items:
            same = ("origin", "kind", "public_id")
            self.events_served = [
                event
                for event in self.events_served
                if any(event["document"][key] != item.document[key] for key in same)
            ]
            self._sequence = getattr(self, "_sequence", 0) + 1
            event = {"sequence": self._sequence, **envelope(item), "withdrawal": None}
            self.events_served.append(event)

    def card(self) -> Signed:
        self._note("node")
        document = {
            "format": "lumbung-node/1",
            "code": self.code,
            "name": NAMES.get(self.code, self.code),
            "url": f"https://{self.code}.example.id/",
            "public_key": self.public_key,
            "software": "lumbung test",
            "is_hub": False,
            "key_changes": self.key_changes,
        }
        return sign(document, self.key)

    def change_key(self) -> None:
        old, self.key = self.key, Ed25519PrivateKey.generate()
        statement = {
            "format": "lumbung-key-change/1",
            "code": self.code,
            "old_key": public_key_text(old),
            "new_key": self.public_key,
            "changed_at": instant(MONDAY),
        }
        self.key_changes.append(envelope(sign(statement, old)))

    def events(self, after: int, etag: str = "") -> Answer:
        self._note(f"events {after}")
        found = [event for event in self.events_served if event["sequence"] > after]
        answer = self._page("events", found, after)
        return Answer(answer | self.broken.get("events", {}), '"tag"')

    def manifest(self, after: int) -> Answer:
        self._note(f"manifest {after}")
        found = [event for event in self.events_served if event["sequence"] > after]
        page = self._page("items", found, after)
        page["items"] = [
            {
                "origin": event["document"]["origin"],
                "kind": event["document"]["kind"],
                "id": event["document"]["public_id"],
                "sha256": Signed(event["document"], "").sha256,
                "updated_at": event["document"]["updated_at"],
            }
            for event in page["items"]
        ]
        return Answer(page | self.broken.get("manifest", {}), "")

    def items(self, names: list[str]) -> Answer:
        self._note(f"items {len(names)}")
        found = [
            event
            for event in self.events_served
            if ":".join(event["document"][key] for key in ("origin", "kind", "public_id")) in names
        ]
        answer = {"items": found, "answered": len(names)}
        return Answer(answer | self.broken.get("items", {}), "")

    def _page(self, name: str, found: list[dict[str, Any]], after: int) -> dict[str, Any]:
        shown = found[: self.page_size]
        return {
            "feed": self.feed,
            "last": self.events_served[-1]["sequence"] if self.events_served else 0,
            "next": shown[-1]["sequence"] if shown else after,
            "more": len(found) > len(shown),
            name: shown,
        }

    def _note(self, asked: str) -> None:
        if self.dies_after is not None and len(self.asked) >= self.dies_after:
            raise PeerRefuses(status=500, reason="dead")
        self.asked.append(asked)


def event(signed: Signed, withdrawal: Signed | None = None) -> dict[str, Any]:
    return {
        "sequence": 1,
        **envelope(signed),
        "withdrawal": envelope(withdrawal) if withdrawal else None,
    }


def ask(client: Any, path: str, by: OtherNode | None = None, **headers: str) -> Any:
    """GET as that node, or as a stranger."""
    url = f"http://testserver/federation/v1/{path}"
    if by is not None:
        headers |= signed_headers("GET", url, b"", key_id=by.code, key=by.key)
    return client.get(f"/federation/v1/{path}", headers=headers)


def tell(client: Any, path: str, content: Any, by: OtherNode, **changed: str) -> Any:
    """POST as that node."""
    url = f"http://testserver/federation/v1/{path}"
    body = json.dumps(content).encode()
    headers = signed_headers("POST", url, body, key_id=by.code, key=by.key) | changed
    return client.post(
        f"/federation/v1/{path}", body, content_type="application/json", headers=headers
    )
