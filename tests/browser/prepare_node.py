"""`python -m tests.browser.prepare_node`: what the operator of a new node does at its first start,
in the data folder of LUMBUNG_DATA_DIR: tables, the country's regions, an agency, a role of staff,
and one account for each kind of person. Passwords go to `accounts.txt` there."""

import os
import secrets
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from lumbung.core.actions import create_person
    from lumbung.core.models import Role
    from lumbung.registry import actions as registry
    from lumbung.registry.queries import agency

    call_command("migrate", interactive=False, verbosity=0)
    registry.load_regions()
    registry.create_or_update_agency("kominfo", name="Dinas Komunikasi dan Informatika")
    registry.create_or_update_staff_role("teknisi", name="Teknisi", day_value_idr=500_000)
    people = {"cio": (Role.CIO, None), "petugas": (Role.AGENCY, agency("kominfo"))}
    lines = []
    for username, (role, own) in people.items():
        password = secrets.token_urlsafe(12)
        fields = {"username": username, "role": role, "agency": own}
        create_person(fields, by=None, password=password)
        lines.append(f"{username} {password}")
    Path(settings.DATA_DIR, "accounts.txt").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
