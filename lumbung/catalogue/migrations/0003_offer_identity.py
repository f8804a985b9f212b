import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from 0002, which fills the column: PostgreSQL does not alter a table in the transaction
    that has changed its rows."""

    dependencies = [
        ('catalogue', '0002_many_regions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='offer',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
