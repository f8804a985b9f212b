from django.apps import AppConfig


class KitConfig(AppConfig):
    """Templates, static files and template tags that every room shares; no models."""

    name = "lumbung.kit"
