from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from integrations.rules.words import words_of

AT_ONCE = 2_000


def remember_words(apps: Any, _schema_editor: Any) -> None:
    """Of the records there are already: the engine keeps those of the others."""
    records = apps.get_model("integrations", "Record").objects.order_by("pk")
    words = apps.get_model("integrations", "RecordWord").objects
    last = 0
    while rows := list(
        records.filter(pk__gt=last).values_list("pk", "name", "domain")[:AT_ONCE]
    ):
        words.bulk_create(
            words.model(record_id=pk, word=word.encode())
            for pk, name, domain in rows
            for word in words_of(name, domain)
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0003_both_directions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="syncerror",
            index=models.Index(
                condition=models.Q(
                    ("dismissed_at__isnull", True), ("solved_at__isnull", True)
                ),
                fields=["integration"],
                name="error_open",
            ),
        ),
        migrations.CreateModel(
            name="RecordWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("word", models.BinaryField(max_length=160)),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="integrations.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "word"), name="a_record_has_a_word_once"
                    )
                ],
                "indexes": [
                    models.Index(fields=["word", "record"], name="word_of_record")
                ],
            },
        ),
        migrations.RunPython(remember_words, migrations.RunPython.noop),
    ]
