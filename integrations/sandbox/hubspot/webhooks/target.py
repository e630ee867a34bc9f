"""Where events go to, and which of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.kinds import KINDS
from integrations.sandbox.hubspot.portal import APP_ID, PORTAL_ID
from integrations.sandbox.hubspot.webhooks.events import WHATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.webhooks.events import Event

FIRST_SUBSCRIPTION = 1_166_761
SUBSCRIPTIONS = tuple(f"{kind.singular}.{what}" for kind in KINDS for what in WHATS)
EVENT_IDS = count(1)


@dataclass(frozen=True, slots=True)
class Target:
    """``generic``: the newer types such as ``object.creation`` (documented).

    ``properties`` None: the changes of all of them. ``retry_s`` is the pause before
    the first repeat; each further one is twice as long.
    """

    url: str
    client_secret: str
    subscriptions: frozenset[str] = frozenset(SUBSCRIPTIONS)
    properties: frozenset[str] | None = None
    generic: bool = False
    retry_s: float = 1.0

    def wanted(
        self, events: Iterable[tuple[ObjectKind, str, Event]]
    ) -> Iterator[Event]:
        for kind, what, event in events:
            subscription = f"{kind.singular}.{what}"
            if subscription in self.subscriptions and self._is_of_interest(event):
                yield self._framed(kind, what, event)

    def _is_of_interest(self, event: Event) -> bool:
        name = event.get("propertyName")
        return name is None or self.properties is None or name in self.properties

    def _framed(self, kind: ObjectKind, what: str, event: Event) -> Event:
        own = f"{kind.singular}.{what}"
        framed = {
            "eventId": next(EVENT_IDS),
            "subscriptionId": FIRST_SUBSCRIPTION + SUBSCRIPTIONS.index(own),
            "portalId": PORTAL_ID,
            "appId": APP_ID,
            "subscriptionType": f"object.{what}" if self.generic else own,
            "attemptNumber": 0,
            **event,
        }
        return framed | {"objectTypeId": kind.type_id} if self.generic else framed
