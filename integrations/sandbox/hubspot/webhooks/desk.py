"""The control calls of webhooks: who is to be told, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from integrations.sandbox.hubspot.order_checks import is_texts
from integrations.sandbox.hubspot.webhooks.courier import Courier
from integrations.sandbox.hubspot.webhooks.events import events
from integrations.sandbox.hubspot.webhooks.target import SUBSCRIPTIONS, Target
from integrations.sandbox.orders import (
    OrderError,
    checked,
    is_amount,
    is_switch,
    is_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.hubspot.happenings import Happening
    from integrations.sandbox.orders import Check

LOCAL = ("127.0.0.1", "localhost", "::1")
ORDER: dict[str, Check] = {
    "url": is_text,
    "client_secret": is_text,
    "subscriptions": is_texts,
    "properties": is_texts,
    "generic": is_switch,
    "retry_s": is_amount,
}


class WebhookDesk:
    """Nobody is told of anything until a control call names an address.

    ``order`` is that call's, as long as it holds.
    """

    def __init__(self) -> None:
        self._courier: Courier | None = None
        self.order: object = None

    def tell(self, happened: Iterable[Happening]) -> None:
        if self._courier is not None:
            self._courier.send(list(self._courier.target.wanted(events(happened))))

    def open(self, order: object) -> object:
        """``POST webhooks``: the last address takes the place of the one before."""
        target = _target(order)
        self.close({})
        self._courier = Courier(target)
        self.order = order
        return self.state({})

    def close(self, _: object) -> object:
        """``DELETE webhooks``."""
        if self._courier is not None:
            self._courier.stop()
            self._courier = self.order = None
        return self.state({})

    def state(self, _: object) -> object:
        """``GET webhooks``: the events counted, not the requests."""
        courier = self._courier
        if courier is None:
            return {"url": None, "sent": 0, "delivered": 0, "given_up": 0, "pending": 0}
        return {
            "url": courier.target.url,
            "sent": courier.sent,
            "delivered": courier.delivered,
            "given_up": courier.given_up,
            "pending": courier.pending,
        }


def _target(order: object) -> Target:
    """Only this machine is told: HubSpot's own rule, HTTPS, would help nobody here."""
    keys = cast("dict[str, Any]", checked(order, ORDER))
    if not keys.get("url") or not keys.get("client_secret"):
        raise OrderError('Webhooks need a "url" and a "client_secret".')
    if urlsplit(keys["url"]).hostname not in LOCAL:
        raise OrderError('"url" has to be on this machine.')
    for name in ("subscriptions", "properties"):
        if name in keys:
            keys[name] = frozenset(keys[name])
    if unknown := keys.get("subscriptions", frozenset()) - frozenset(SUBSCRIPTIONS):
        listed = ", ".join(SUBSCRIPTIONS)
        raise OrderError(f'"{min(unknown)}" is not one of {listed}.')
    return Target(**keys)
