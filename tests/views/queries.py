"""How many queries a page takes, but for those that pace and count each call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test import Client

MOST = 15
OF_A_CALL = re.compile(r"integrations_(ratebucket|hourlycalls)")
OF_A_TRANSACTION = re.compile(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE)\b")


def queries_of(client: Client, address: str, **headers: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    texts = [str(query["sql"]) for query in asked.captured_queries]
    return [
        it for it in texts if not (OF_A_CALL.search(it) or OF_A_TRANSACTION.match(it))
    ]
