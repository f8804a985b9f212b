"""The migration that moves publiccode.yml from offers to their entries, there and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("catalogue", "0006_offered_infrastructure")]
AFTER = [("catalogue", "0008_offers_have_entries")]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_texts_go_to_entries_and_come_back():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        offers = migrate(BEFORE).get_model("catalogue", "Offer")
        text = {"publiccode_yml": "name: Surat", "publiccode_findings": [{"key": "url"}]}
        offers.objects.create(slug="surat", name="Surat", provider_name="Komunitas", **text)
        offers.objects.create(slug="antre", name="Antre", provider_name="Komunitas")
        moved = migrate(AFTER)
        entries = moved.get_model("catalogue", "Entry").objects
        assert sorted(entries.values_list("name", "rests_on_offers")) == [
            ("Antre", True),
            ("Surat", True),
        ]
        entry = entries.get(name="Surat")
        assert (entry.publiccode_yml, entry.latest_findings) == ("name: Surat", [{"key": "url"}])
        back = migrate(BEFORE).get_model("catalogue", "Offer").objects.get(slug="surat")
        assert (back.publiccode_yml, back.publiccode_findings) == ("name: Surat", [{"key": "url"}])
    finally:
        migrate(latest)
