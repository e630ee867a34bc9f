"""Several queries in one API call."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import orjson

from integrations.salesforce import answers
from integrations.salesforce.errors import refused_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from integrations.salesforce.answers import Page

QUERIES = 5  # documented: so many of the 25 parts of a call may be queries
ERRORS = 300


def first_pages(
    post: Callable[[str, Mapping[str, object]], Any],
    version: str,
    host: str,
    queries: Iterable[str],
) -> Iterator[Page]:
    """In the order of the queries; one that is refused refuses all."""
    rest = iter(queries)
    while texts := list(islice(rest, QUERIES)):
        parts = [_part(version, place, text) for place, text in enumerate(texts)]
        answer = post("composite", {"compositeRequest": parts})
        for result in answer["compositeResponse"]:
            yield _page(result, host)


def _part(version: str, place: int, text: str) -> dict[str, str]:
    return {
        "method": "GET",
        "url": f"/services/data/v{version}/query?q={quote_plus(text)}",
        "referenceId": f"query{place}",
    }


def _page(result: Mapping[str, Any], host: str) -> Page:
    status, body = result["httpStatusCode"], result["body"]
    if status >= ERRORS:
        raise refused_call(status, orjson.dumps(body), host)
    return answers.page(body)
