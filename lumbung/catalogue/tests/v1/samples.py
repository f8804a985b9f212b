"""Things of a public catalogue for tests, and clients that ask for them."""

from itertools import count
from typing import Any

from django.test import Client

from lumbung.catalogue.actions.addresses import keep_addresses
from lumbung.catalogue.models import Catalog, Entry, EntryLog, FeedItem, Publisher
from lumbung.core.models import Role
from lumbung.core.tests.factories import make_token, make_user

_numbers = count(1)

PUBLICCODE = """\
publiccodeYmlVersion: "0"
name: {name}
url: {url}
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  id:
    shortDescription: Surat dan disposisi
    longDescription: >-
      Menerima, mencatat, dan meneruskan surat dinas dari meja penerima sampai pelaksana, dengan
      disposisi berjenjang, tanda tangan elektronik, dan arsip yang dapat dicari kembali kapan saja.
    features: [Surat, Disposisi]
legal:
  license: EUPL-1.2
maintenance:
  type: internal
  contacts:
    - name: Dinas Kominfo
localisation:
  localisationReady: true
  availableLanguages: [id]
"""


def publiccode(url: str, name: str = "e-Surat") -> str:
    return PUBLICCODE.format(url=url, name=name)


def make_software(url: str = "", **fields: Any) -> Entry:
    """An entry that everybody may see; `created_at` may be given."""
    number = next(_numbers)
    url = url or f"https://git.example.id/kominfo/aplikasi-{number}"
    created_at = fields.pop("created_at", None)
    defaults = {"name": f"Aplikasi {number}", "url": url, "publiccode_yml": publiccode(url)}
    entry = Entry.objects.create(**(defaults | fields))
    keep_addresses(entry, url)
    return _made_at(entry, created_at)


def make_publisher(**fields: Any) -> Publisher:
    number = next(_numbers)
    created_at = fields.pop("created_at", None)
    defaults = {
        "name": f"Dinas {number}",
        "code_hosting": [{"url": f"https://git.example.id/dinas-{number}", "group": True}],
    }
    return _made_at(Publisher.objects.create(**(defaults | fields)), created_at)


def make_catalog(**fields: Any) -> Catalog:
    number = next(_numbers)
    created_at = fields.pop("created_at", None)
    defaults = {
        "alternative_id": f"sumber-{number}",
        "name": f"Sumber {number}",
        "driver": Catalog.Driver.API,
        "url": f"https://katalog-{number}.example.id/v1",
        "state": Catalog.State.ACTIVE,
    }
    if (defaults | fields)["driver"] == Catalog.Driver.PEER:
        defaults["public_key"] = "k"
    return _made_at(Catalog.objects.create(**(defaults | fields)), created_at)


def make_log(message: str, **fields: Any) -> EntryLog:
    created_at = fields.pop("created_at", None)
    return _made_at(EntryLog.objects.create(message=message, **fields), created_at)


def make_item(entry: Entry, **fields: Any) -> FeedItem:
    """The signed item that a copy came by."""
    number = next(_numbers)
    defaults = {
        "sequence": number,
        "kind": FeedItem.Kind.ENTRY,
        "public_id": entry.public_id,
        "origin": entry.catalog.alternative_id,
        "catalog": entry.catalog,
        "item": {},
        "sha256": "",
        "signature": "",
        "updated_at": entry.updated_at,
    }
    return FeedItem.objects.create(**(defaults | fields))


def writer(role: Role = Role.INTEGRATOR) -> Client:
    """A client with a token of somebody of that role."""
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role))}"})


def _made_at(row: Any, at: Any) -> Any:
    if at is not None:
        type(row).objects.filter(pk=row.pk).update(created_at=at, updated_at=at)
        row.refresh_from_db()
    return row
