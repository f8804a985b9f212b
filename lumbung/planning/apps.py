from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lumbung.planning"
