from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lumbung.planning"

    def ready(self) -> None:
        from lumbung.planning import jobs, receivers

        jobs.connect_recovery()
        receivers.connect_receivers()
