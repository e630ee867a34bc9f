"""The page of one cause: what to do, and its records (E3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.views.builders import (
    connect_both,
    mapping,
)
from tests.views.failures import (
    CAUSE,
    GROUP,
    PAGE,
    dismissed,
    failing,
)

if TYPE_CHECKING:
    from django.test import Client


def test_a_group_says_what_to_do_and_lists_its_records(
    viewer: Client, headers: dict[str, str]
) -> None:
    connect_both("Industry")
    mapped = mapping("Industry")
    error = failing(value="Apparel", raw='{"category": "VALIDATION_ERROR"}')
    failing("Globex", "Other.", cause="other")
    page = viewer.get(GROUP, {"cause": error.cause}, headers=headers).text
    assert "value map of this mapping" in page
    assert f"#mapping-{mapped.pk}" in page
    assert "Acme" in page
    assert "Apparel" in page
    assert "VALIDATION_ERROR" in page
    assert f"/crm/companies/{error.record.company_id}/" in page
    assert "Globex" not in page


def test_errors_from_before_they_were_grouped_can_be_opened(viewer: Client) -> None:
    failing("Acme", cause="")
    failing("Globex", "Grouped.")
    page = viewer.get(PAGE).text
    link = re.search(r'href="([^"]+cause=)"', page)
    assert link
    assert "Acme" in viewer.get(link[1]).text
    assert "Globex" not in viewer.get(link[1]).text


def test_a_group_that_was_solved_says_so(viewer: Client) -> None:
    page = viewer.get(GROUP, {"cause": "gone"}).text
    assert "None of these errors is left" in page


def test_paging_through_a_group_shows_every_record_once(viewer: Client) -> None:
    for number in range(60):
        failing(f"Firm {number}")
    first = viewer.get(GROUP, {"cause": CAUSE}).text
    after = re.search(r'href="(\?[^"]+)"[^>]* rel="next"', first)
    assert after
    second = viewer.get(GROUP + after[1].replace("&amp;", "&")).text
    firms = [re.findall(r">(Firm \d+)</a>", page) for page in (first, second)]
    assert [len(found) for found in firms] == [50, 10]
    assert len(set(firms[0] + firms[1])) == 60


def test_the_dismissed_list_names_who_dismissed(viewer: Client) -> None:
    error = dismissed()
    page = viewer.get(GROUP, {"cause": error.cause, "state": "dismissed"})
    assert error.dismissed_by
    assert f"Dismissed by {error.dismissed_by}" in page.text
