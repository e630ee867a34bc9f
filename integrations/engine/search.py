"""Find records by the beginnings of their words, their domain or either id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from integrations.ids import normalise_id
from integrations.models import Record, RecordWord
from integrations.rules.words import plain, sought

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from integrations.models import Integration

SHOWN, RANKED = 1_000, 200
LAST = b"\xff"
"""Comes after every byte of UTF-8."""


def mentions(text: str) -> Q:
    """The records somebody means who typed this."""
    return Q(pk__in=_owners(text)) | _has_id(text.strip())


def first_mentioned(integration: Integration, text: str) -> QuerySet[Record]:
    """No more than one past ``SHOWN`` of them, so that a page costs what few cost.

    By their keys and nothing else: what more it knows may lead a database astray.
    """
    having_id = integration.records.filter(_has_id(text.strip()))
    by_id, by_word = having_id.values_list("pk", flat=True), _owners(text)[: SHOWN + 1]
    return Record.objects.filter(pk__in=[*by_id, *by_word])


def suggestions(integration: Integration, text: str, *, most: int) -> list[Record]:
    """The best, however many there are: by id, then by how the whole name begins."""
    records = integration.records.defer("agreement", "candidates", "paused")
    by_id = list(records.filter(_has_id(text.strip())))
    owners = set(_owners(text)[:RANKED]) - {record.pk for record in by_id}
    by_word = records.filter(pk__in=owners)
    start = plain(text.strip())

    def rank(record: Record) -> tuple[bool, str]:
        name = plain(record.name)
        return not name.startswith(start), name

    return [*by_id, *sorted(by_word, key=rank)][:most]


def _owners(text: str) -> QuerySet[RecordWord, int]:
    """Who has a word for each beginning, read along the longest: likely the rarest."""
    words = RecordWord.objects.values_list("record_id", flat=True)
    beginnings = sought(text)
    if not beginnings:
        return words.none()
    first, *others = (_begins(it.encode()) for it in beginnings)
    found = words.filter(first)
    for other in others:
        same = RecordWord.objects.filter(other, record=OuterRef("record"))
        found = found.filter(Exists(same))
    return found


def _begins(start: bytes) -> Q:
    return Q(word__gte=start, word__lt=start + LAST)


def _has_id(text: str) -> Q:
    try:
        return Q(company_id=text) | Q(account_id=normalise_id(text))
    except ValueError:
        return Q(company_id=text) if text.isdecimal() else Q(pk__in=[])
