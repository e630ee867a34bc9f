"""Counting what stands out says the same as counting everything."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from integrations.engine.standing import by_status, sides
from integrations.models import Integration, Record
from tests.views.builders import record

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("usual", [0, 1, 7])
def test_each_status_has_its_count(usual: int) -> None:
    for _number in range(usual):
        record(status=Record.Status.IN_SYNC)
    for number, status in enumerate(Record.Status):
        for _copy in range(number):
            record(status=status)
    counted = Counter(Record.objects.values_list("status", flat=True))
    assert by_status(Integration.current()) == dict(counted)


def test_nothing_known_counts_nothing() -> None:
    assert by_status(Integration.current()) == {}
    assert sides(Integration.current()) == (0, 0)


def test_accounts_and_linked_ones_are_told_apart() -> None:
    record()
    record()
    record(company_id=None)
    record(account_id=None)
    assert sides(Integration.current()) == (3, 2)


def test_counting_asks_twice_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    integration = Integration.current()
    for status in Record.Status:
        record(status=status)
    with django_assert_num_queries(2):
        by_status(integration)
