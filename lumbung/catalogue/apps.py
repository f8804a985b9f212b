from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "lumbung.catalogue"

    def ready(self) -> None:
        from lumbung.catalogue import picture_seeking, source_jobs, webhook_jobs
        from lumbung.catalogue.federation import jobs
        from lumbung.catalogue.reminding import send_reminders
        from lumbung.catalogue.retelling import tell_adoptions
        from lumbung.core.schedule import schedule

        schedule(
            "send-reminders",
            send_reminders,
            every=timedelta(days=1),
            title=_("Remind people of what ends or falls due"),
        )
        schedule(
            "tell-adoptions",
            tell_adoptions,
            every=timedelta(hours=1),
            title=_("Tell partners and hubs what we use"),
        )
        jobs.connect()
        source_jobs.connect()
        picture_seeking.connect()
        webhook_jobs.connect()
