"""From rows to the documents of `/v1`."""

from datetime import UTC
from typing import Any

from lumbung.catalogue.models import Catalog, Entry, EntryLog, Publisher, Webhook

# What the open catalogue API and its crawlers call a source's kind.
DRIVER_NAMES = {Catalog.Driver.API: "software-catalog-api"}
DRIVERS = {
    "software-catalog-api": Catalog.Driver.API,
    "open-catalog": Catalog.Driver.API,
    "json": Catalog.Driver.URL_LIST,
    "git": Catalog.Driver.GIT,
}


def software_of(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.public_id,
        "url": entry.url,
        "aliases": entry.aliases,
        "publiccodeYml": entry.publiccode_yml,
        "active": entry.is_active,
        "vitality": entry.vitality or None,
        "catalogId": _origin(entry.catalog),
        **_times(entry),
    }


def publisher_of(publisher: Publisher) -> dict[str, Any]:
    times = _times(publisher)
    return {
        "id": publisher.public_id,
        "description": publisher.name,
        "email": publisher.email or None,
        "codeHosting": [
            {"url": each["url"], "group": each.get("group", True), **times}
            for each in publisher.code_hosting
        ],
        "active": publisher.is_active,
        "alternativeId": publisher.alternative_id,
        "catalogId": _origin(publisher.catalog),
        **times,
    }


def catalog_of(catalog: Catalog) -> dict[str, Any]:
    driver = DRIVER_NAMES.get(Catalog.Driver(catalog.driver), catalog.driver)
    return {
        "id": catalog.public_id,
        "name": catalog.name,
        "alternativeId": catalog.alternative_id,
        "active": catalog.state == Catalog.State.ACTIVE,
        "publishersNamespace": catalog.publishers_namespace,
        "scopes": catalog.scopes,
        "sources": [{"driver": driver, "url": catalog.url}] if catalog.url else [],
        **_times(catalog),
    }


def analyses_of(entry: Entry) -> dict[str, dict[str, Any]]:
    return {
        each.namespace: {
            **each.body,
            "v": each.version,
            "t": each.written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for each in entry.analyses.all()
    }


def log_of(line: EntryLog) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "message": line.message,
        "entity": f"/{line.kind}/{line.subject_id}" if line.kind else None,
        **_times(line),
    }


def webhook_of(webhook: Webhook) -> dict[str, Any]:
    return {"id": webhook.public_id, "url": webhook.url, **_times(webhook)}


def _origin(catalog: Catalog | None) -> Any:
    return catalog.public_id if catalog else None


def _times(row: Any) -> dict[str, Any]:
    return {"createdAt": row.created_at, "updatedAt": row.updated_at}
