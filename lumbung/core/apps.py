from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lumbung.core"
    verbose_name = "Lumbung core"

    def ready(self) -> None:
        from axes.signals import user_locked_out

        from lumbung.core.lock_out import record_lock_out
        from lumbung.core.schedule import schedule_own_jobs

        user_locked_out.connect(record_lock_out)
        schedule_own_jobs()
