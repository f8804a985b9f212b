"""Addresses that other nodes read (docs/formats/federation.md), and the page behind an
invitation's link."""

from django.urls import path

from lumbung.catalogue.views import invitations, node

app_name = "federation"
urlpatterns = [
    path("join/", invitations.invitation_page, name="join"),
    path("v1/node", node.node_card, name="node"),
    path("v1/events", node.events, name="events"),
    path("v1/manifest", node.manifest, name="manifest"),
    path("v1/items", node.items, name="items"),
    path("v1/members", node.members, name="members"),
    path("v1/hints", node.hints, name="hints"),
    path("v1/join", node.join, name="join-node"),
    path("v1/key-changes", node.key_changes, name="key-changes"),
]
