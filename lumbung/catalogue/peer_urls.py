"""Addresses of the pages about other nodes, under /catalogue/sharing/peers/."""

from django.urls import path

from lumbung.catalogue.views import bundles, invitations, peers

urlpatterns = [
    path("", peers.peer_list, name="peers"),
    path("own/", peers.own_node, name="own-node"),
    path("own/change-key/", peers.own_key_change, name="own-key-change"),
    path("invite/", invitations.invite, name="peer-invite"),
    path("join/", invitations.join, name="peer-join"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("bundles/", bundles.bundle_page, name="bundles"),
    path("bundles/export/", bundles.bundle_export, name="bundle-export"),
    path("bundles/import/", bundles.bundle_import, name="bundle-import"),
    path("<int:pk>/", peers.peer_detail, name="peer"),
    path("<int:pk>/progress/", peers.peer_progress, name="peer-progress"),
    path("<int:pk>/read/", peers.peer_read, name="peer-read"),
    path("<int:pk>/pause/", peers.peer_pause, name="peer-pause"),
    path("<int:pk>/resume/", peers.peer_resume, name="peer-resume"),
    path("<int:pk>/compare/", peers.peer_compare, name="peer-compare"),
    path("<int:pk>/trust/", peers.peer_trust, name="peer-trust"),
    path("<int:pk>/interval/", peers.peer_interval, name="peer-interval"),
    path("<int:pk>/part/", peers.peer_part, name="peer-part"),
]
