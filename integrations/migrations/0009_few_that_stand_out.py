from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0008_list_mark_of_any_length"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="syncerror",
            name="integration_integra_6d4726_idx",
        ),
        migrations.AddIndex(
            model_name="syncerror",
            index=models.Index(
                condition=Q(dismissed_at__isnull=True, solved_at__isnull=True),
                fields=[
                    "integration",
                    "cause",
                    "category",
                    "record",
                    "tries",
                    "first_seen",
                    "last_seen",
                ],
                name="error_open_by_cause",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=Q(decision="leave"),
                fields=["integration", "decision", "name"],
                name="record_left",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(Lower("name"), name="record_by_lower_name"),
        ),
    ]
