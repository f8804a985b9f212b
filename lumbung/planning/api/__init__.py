"""The planning room over the API: one router, by subject."""

from ninja import Router

from lumbung.planning.api.importing import router as import_router
from lumbung.planning.api.matching import router as matching_router
from lumbung.planning.api.needs import router as needs_router
from lumbung.planning.api.options import router as options_router
from lumbung.planning.api.plans import router as plans_router

router = Router()
router.add_router("", import_router)
router.add_router("", matching_router)
router.add_router("", needs_router)
router.add_router("", options_router)
router.add_router("", plans_router)
