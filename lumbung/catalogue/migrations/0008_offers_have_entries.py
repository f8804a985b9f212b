import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from 0007, which fills and moves the columns."""

    dependencies = [
        ("catalogue", "0007_entries_of_offers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="offer",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="catalogue.entry", verbose_name="entry"),
        ),
        migrations.RemoveField(model_name="offer", name="publiccode_findings"),
        migrations.RemoveField(model_name="offer", name="publiccode_yml"),
    ]
