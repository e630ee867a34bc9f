"""The application as the demo serves it, telling of each answer what it cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.db import connection

from syncadmin.wsgi import application as served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE")
CALL = "integrations_hourlycalls"
"""Written once for each call to a CRM."""

OF_A_CALL = (CALL, "integrations_ratebucket")


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    asked: list[str] = []
    began = time.thread_time()

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith(TRANSACTION):
            asked.append(sql)
        return execute(sql, *rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        worked = f"{(time.thread_time() - began) * 1000:.1f}"
        told = [*costs(asked), ("X-Worked-Ms", worked)]
        return start_response(status, [*headers, *told], *rest)

    with connection.execute_wrapper(count):
        answer: Iterable[bytes] = served(environ, start)
    return answer


def costs(asked: list[str]) -> list[tuple[str, str]]:
    """The queries that pace and count calls are told as calls."""
    own = [sql for sql in asked if not any(name in sql for name in OF_A_CALL)]
    calls = [sql for sql in asked if CALL in sql and sql.startswith("UPDATE")]
    return [("X-Queries", str(len(own))), ("X-Calls", str(len(calls)))]
