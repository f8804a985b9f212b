"""publiccode.yml moves from each offer to its entry; offers without one get an entry. What was
understood of the texts is read again by `lumbung catalogue index`: a migration runs no code of ours.
The columns go in 0008, since PostgreSQL does not alter a table in the transaction that has changed
its rows.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def move_to_entries(apps, schema_editor):
    Offer, Entry = apps.get_model("catalogue", "Offer"), apps.get_model("catalogue", "Entry")
    for offer in Offer.objects.select_related("entry").order_by("pk").iterator():
        if offer.entry is None:
            offer.entry = Entry.objects.create(
                public_id=uuid.uuid4(),
                kind="infrastructure" if offer.kind == "infrastructure" else "software",
                name=offer.name,
                function=offer.function,
                description=offer.description,
                source=offer.source,
                example=offer.example,
            )
            offer.save(update_fields=["entry"])
        entry = offer.entry
        if not entry.publiccode_yml:
            entry.publiccode_yml = offer.publiccode_yml
            entry.latest_findings = offer.publiccode_findings
        entry.rests_on_offers = True
        entry.save(update_fields=["publiccode_yml", "latest_findings", "rests_on_offers"])


def move_to_offers(apps, schema_editor):
    Offer = apps.get_model("catalogue", "Offer")
    for offer in Offer.objects.exclude(entry=None).select_related("entry").iterator():
        offer.publiccode_yml = offer.entry.publiccode_yml
        offer.publiccode_findings = offer.entry.latest_findings
        offer.save(update_fields=["publiccode_yml", "publiccode_findings"])


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_offered_infrastructure"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="rests_on_offers",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.CreateModel(
            name="EntryAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("normalised_url", models.CharField(max_length=500)),
                ("catalog", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.catalog")),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="catalogue.entry")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("catalog", None)), fields=("normalised_url",), name="own_address_belongs_to_one_entry"),
                    models.UniqueConstraint(condition=models.Q(("catalog", None), _negated=True), fields=("catalog", "normalised_url"), name="address_belongs_to_one_entry_of_its_origin"),
                ],
            },
        ),
        migrations.RunPython(move_to_entries, move_to_offers),
    ]
