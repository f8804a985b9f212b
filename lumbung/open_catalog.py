"""The public catalogue under /v1/, in the shape of the open catalogue API, so that crawlers and
catalogues that speak it can read this node, and with a token write to it."""

from lumbung import __version__
from lumbung.catalogue.v1.kind import OpenCatalogApi
from lumbung.catalogue.v1.routers import ROUTERS
from lumbung.core.api import CallerThrottle, TokenAuth
from lumbung.core.api_docs import PlainDocs

open_catalog = OpenCatalogApi(
    title="Lumbung: open catalogue",
    version=__version__,
    description=(
        "Software, publishers and catalogues as the open catalogue API of publiccode.yml has them. "
        "Reading is for everybody; writing takes a token. Lists come in pages, by cursor. "
        "Errors are RFC 9457 problem details with validationErrors."
    ),
    auth=[TokenAuth()],
    throttle=[CallerThrottle("1200/m")],
    urls_namespace="open-catalog",
    docs=PlainDocs(takes_sessions=False),
)
for router in ROUTERS:
    open_catalog.add_router("", router)
