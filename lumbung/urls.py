"""Every address of the site, by room."""

from django.urls import include, path

from lumbung.api import api
from lumbung.core.api import no_such_operation
from lumbung.open_catalog import open_catalog

urlpatterns = [
    path("", include("lumbung.portal.urls")),
    path("", include("lumbung.core.urls")),
    path("registry/", include("lumbung.registry.urls")),
    path("catalogue/", include("lumbung.catalogue.urls")),
    path("federation/", include("lumbung.catalogue.node_urls")),
    path("planning/", include("lumbung.planning.urls")),
    path("api/", api.urls),
    path("api/<path:path>", no_such_operation),
    path("v1/", open_catalog.urls),
    path("v1/<path:path>", no_such_operation),
]
