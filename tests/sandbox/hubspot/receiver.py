"""An address for webhooks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import TYPE_CHECKING, Any

import orjson

from integrations.sandbox.wire import Response
from tests.canned import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.wire import Request
    from tests.sandbox.hubspot.api import Api

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
Event = dict[str, Any]


@dataclass
class Receiver:
    """``statuses`` are answered in turn, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    came: Queue[Request] = field(default_factory=Queue)

    def answer(self, request: Request) -> Response:
        self.came.put(request)
        return Response(self.statuses.pop(0) if self.statuses else 200)

    def request(self) -> Request:
        return self.came.get(timeout=20)

    def events(self) -> list[Event]:
        """Those of the next request."""
        found: list[Event] = orjson.loads(self.request().body)
        return found

    def told(self, count: int) -> list[Event]:
        """So many events, in the order of their ids."""
        found: list[Event] = []
        while len(found) < count:
            found += self.events()
        return sorted(found, key=lambda event: int(event["eventId"]))


@contextmanager
def receiving(api: Api, **order: object) -> Iterator[Receiver]:
    receiver = Receiver()
    with serve(receiver.answer) as (url, _):
        receiver.url = f"{url}/webhook_uri"
        keys = {"url": receiver.url, "client_secret": SECRET, "retry_s": 0, **order}
        api.crm.controls["POST", "webhooks"](keys)
        try:
            yield receiver
        finally:
            api.crm.controls["DELETE", "webhooks"]({})
