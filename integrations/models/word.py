"""What a record is found by when somebody types the beginning of a word."""

from __future__ import annotations

from django.db import models

from integrations.models.record import Record


class RecordWord(models.Model):
    """In bytes, which every database orders alike: text goes by the locale on
    PostgreSQL, and the words with one beginning would not lie side by side."""

    record = models.ForeignKey(
        Record, models.CASCADE, related_name="words", db_index=False
    )
    word = models.BinaryField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "word"], name="a_record_has_a_word_once"
            )
        ]
        indexes = [models.Index(fields=["word", "record"], name="word_of_record")]

    def __str__(self) -> str:
        return bytes(self.word).decode()
