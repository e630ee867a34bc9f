"""Keep the words by which records are found in step with their names and domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import RecordWord
from integrations.rules.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.models import Record


def remember_words(records: Iterable[Record]) -> None:
    """Writes only where a name or a domain is new."""
    rows = {row.pk: row for row in records}
    stored = RecordWord.objects.filter(record__in=rows)
    known = {
        (owner, bytes(word)): pk
        for pk, owner, word in stored.values_list("pk", "record_id", "word")
    }
    wanted = {
        (pk, word.encode())
        for pk, row in rows.items()
        for word in words_of(row.name, row.domain)
    }
    if gone := [known[key] for key in known.keys() - wanted]:
        RecordWord.objects.filter(pk__in=gone).delete()
    RecordWord.objects.bulk_create(
        [
            RecordWord(record_id=pk, word=word)
            for pk, word in sorted(wanted - known.keys())
        ],
        ignore_conflicts=True,
    )
