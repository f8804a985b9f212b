import django.utils.timezone
from django.db import migrations, models


def day_from_instant(apps, schema_editor):
    """Steps from before are of the day on which they were written down."""
    for step in apps.get_model("catalogue", "AdoptionStep").objects.iterator():
        step.on = django.utils.timezone.localdate(step.at)
        step.save(update_fields=["on"])


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0016_picture_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='adoptionstep',
            name='on',
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.RunPython(day_from_instant, migrations.RunPython.noop),
    ]
