from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0011_runs_by_hand"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("create_new", "Create new"),
                    ("leave", "Leave"),
                    ("resync", "Resync"),
                ],
                max_length=10,
            ),
        ),
    ]
