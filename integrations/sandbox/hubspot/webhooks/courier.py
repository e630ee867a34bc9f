"""Takes events to their address, and comes again when nobody opens."""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING

import orjson
import requests

from integrations.sandbox.hubspot.webhooks.signatures import signed_headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.hubspot.webhooks.events import Event
    from integrations.sandbox.hubspot.webhooks.target import Target

BATCH = 100
AT_ONCE = 10
REPEATS = 10
PATIENCE = 5.0
LONGEST_PAUSE = 3600.0
USER_AGENT = "HubSpot Connect 2.0"


class Courier:
    """At most ten requests at a time, of at most 100 events each (documented).

    The order is not kept. Whatever is no 2xx within five seconds is sent again, up to
    ten times (documented); HubSpot spreads that over 24 hours, ``retry_s`` here.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.delivered = 0
        self.given_up = 0
        self.sent = 0
        self._batches: SimpleQueue[Sequence[Event]] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    @property
    def pending(self) -> int:
        return self.sent - self.delivered - self.given_up

    def send(self, events: Sequence[Event]) -> None:
        for start in range(0, len(events), BATCH):
            batch = events[start : start + BATCH]
            self.sent += len(batch)
            self._batches.put(batch)
            self._staff()

    def stop(self) -> None:
        """Forget what was not taken yet."""
        self._stopped.set()
        for _ in self._threads:
            self._batches.put(())

    def _staff(self) -> None:
        if len(self._threads) < AT_ONCE:
            thread = threading.Thread(target=self._work, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while not self._stopped.is_set():
            if batch := self._batches.get():
                self._note(len(batch), arrived=self._deliver(batch))

    def _note(self, count: int, *, arrived: bool) -> None:
        with self._lock:
            self.delivered += count if arrived else 0
            self.given_up += 0 if arrived else count

    def _deliver(self, batch: Sequence[Event]) -> bool:
        for attempt in range(REPEATS + 1):
            if self._arrives([event | {"attemptNumber": attempt} for event in batch]):
                return True
            pause = min(self.target.retry_s * 2**attempt, LONGEST_PAUSE)
            if attempt < REPEATS and self._stopped.wait(pause):
                return False
        return False

    def _arrives(self, events: Sequence[Event]) -> bool:
        """Signed by the real time: receivers refuse what is five minutes old."""
        url, body = self.target.url, orjson.dumps(events)
        millis = time.time_ns() // 1_000_000
        headers = signed_headers(self.target.client_secret, url, body, millis)
        headers |= {"Content-Type": "application/json", "User-Agent": USER_AGENT}
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.post(
                    url,
                    data=body,
                    headers=headers,
                    timeout=PATIENCE,
                    allow_redirects=False,
                )
        except requests.RequestException:
            return False
        return 200 <= answer.status_code < 300
