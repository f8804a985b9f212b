"""The API under /api/: token or session sign-in, problem+json errors, one router a room."""

from ninja import NinjaAPI

from lumbung import __version__
from lumbung.catalogue.api import router as catalogue_router
from lumbung.catalogue.api_adoptions import router as adoptions_router
from lumbung.catalogue.api_agreements import router as agreements_router
from lumbung.catalogue.api_check import router as check_router
from lumbung.catalogue.api_entries import router as entries_router
from lumbung.catalogue.api_experiences import router as experiences_router
from lumbung.catalogue.api_hub import router as hub_router
from lumbung.core.api import BrowserAuth, CallerThrottle, TokenAuth, install_problems
from lumbung.core.api import router as account_router
from lumbung.core.api_docs import PlainDocs
from lumbung.core.api_people import router as people_router
from lumbung.planning.api import router as planning_router
from lumbung.registry.api import router as registry_router

api = NinjaAPI(
    title="Lumbung",
    version=__version__,
    description="Needs, offers and means in; a work plan out. Errors are RFC 9457 problem details.",
    auth=[TokenAuth(), BrowserAuth()],
    throttle=[CallerThrottle()],
    urls_namespace="api",
    docs=PlainDocs(),
)
install_problems(api)
api.add_router("", account_router)
api.add_router("", people_router)
api.add_router("registry", registry_router)
api.add_router("", catalogue_router)
api.add_router("", entries_router)
api.add_router("", check_router)
api.add_router("", adoptions_router)
api.add_router("", agreements_router)
api.add_router("", experiences_router)
api.add_router("", hub_router)
api.add_router("", planning_router)
