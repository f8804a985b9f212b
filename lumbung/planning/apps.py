from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lumbung.planning"

    def ready(self) -> None:
        from lumbung.planning import jobs  # connects to worker_starting

        jobs.connect_recovery()
