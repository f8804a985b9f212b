from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_application_verdicts")]
    operations = [
        migrations.RenameField(
            model_name="option", old_name="sharpened_by", new_name="reports_known"
        )
    ]
