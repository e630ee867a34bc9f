import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0012_asked_by_hand"),
    ]

    operations = [
        migrations.AlterField(
            model_name="integration",
            name="bulk_resync_limit",
            field=models.PositiveIntegerField(
                default=200000,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AddIndex(
            model_name="syncerror",
            index=models.Index(
                fields=["integration"],
                name="error_dismissed",
                condition=models.Q(solved_at__isnull=True, dismissed_at__isnull=False),
            ),
        ),
    ]
