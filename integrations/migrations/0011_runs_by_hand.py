from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0010_when_each_mapping_came"),
    ]

    operations = [
        migrations.AlterField(
            model_name="syncrun",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sync", "Sync"),
                    ("import", "Import"),
                    ("census", "Census"),
                    ("resync", "Resync"),
                    ("plan", "Plan"),
                    ("undo", "Undo"),
                    ("by_hand", "By hand"),
                ],
                max_length=10,
            ),
        ),
    ]
