"""The routers of `/v1`. Subscriptions come first: `/software/webhooks` is no software's id."""

from ninja import Router

from lumbung.catalogue.v1 import catalogs, logs, publishers, software, status, webhooks

ROUTERS: tuple[Router, ...] = (
    status.router,
    webhooks.router,
    software.router,
    publishers.router,
    catalogs.router,
    logs.router,
)
