"""The ASGI application that `lumbung serve` runs under uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.settings")

application = get_asgi_application()
