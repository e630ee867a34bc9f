"""The application as the demo serves it, with the queries of each answer counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from syncadmin.wsgi import application as served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUERIES = "X-Queries"


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (QUERIES, str(len(asked)))], *rest)

    with connection.execute_wrapper(count):
        answer: Iterable[bytes] = served(environ, start)
    return answer
