from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lumbung.core"
    verbose_name = "Lumbung core"
