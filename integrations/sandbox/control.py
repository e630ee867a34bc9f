"""The calls under ``/__sandbox__/`` by which tests and tools steer a sandbox CRM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from integrations.sandbox import orders
from integrations.sandbox.crm import Steered
from integrations.sandbox.orders import OrderError
from integrations.sandbox.switchboard import Switchboard
from integrations.sandbox.traffic import Traffic
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.crm import Crm
    from integrations.sandbox.wire import Request

PREFIX = "/__sandbox__/"

Call = Callable[[Switchboard, object], object]


def answer(switchboard: Switchboard, request: Request) -> Response:
    name = request.path.removeprefix(PREFIX).rstrip("/")
    call = CALLS.get((request.method, name)) or _own_call(
        switchboard.crm, request, name
    )
    if call is None:
        return _message(404, f"There is no {request.method} {PREFIX}{name}.")
    try:
        return Response(200, call(switchboard, _order(request)))
    except OrderError as error:
        return refusal(error)


def refusal(error: Exception) -> Response:
    return _message(400, str(error))


def _own_call(crm: Crm, request: Request, name: str) -> Call | None:
    """What this CRM alone can be told."""
    controls = crm.controls if isinstance(crm, Steered) else {}
    control = controls.get((request.method, name))
    return None if control is None else lambda _, order: control(order)


def _order(request: Request) -> object:
    try:
        return orjson.loads(request.body) if request.body else {}
    except orjson.JSONDecodeError as error:
        raise OrderError(f"The body is not JSON: {error}") from error


def _message(status: int, message: str) -> Response:
    return Response(status, {"status": "error", "message": message})


def _state(switchboard: Switchboard, _: object) -> object:
    return {"records": switchboard.crm.counts()}


def _reset(switchboard: Switchboard, order: object) -> object:
    switchboard.crm.reset(*orders.reset(order))
    return _state(switchboard, order)


def _requests(switchboard: Switchboard, _: object) -> object:
    return switchboard.traffic.summary()


def _forget_requests(switchboard: Switchboard, order: object) -> object:
    switchboard.traffic = Traffic()
    return _requests(switchboard, order)


def _add_fault(switchboard: Switchboard, order: object) -> object:
    switchboard.faults.add(orders.fault(order, switchboard.crm))
    return {"faults": len(switchboard.faults)}


def _clear_faults(switchboard: Switchboard, _: object) -> object:
    switchboard.faults.clear()
    return {"faults": 0}


def _change_settings(switchboard: Switchboard, order: object) -> object:
    crm = switchboard.crm
    for name, value in orders.settings(order).items():
        setattr(crm.settings, name, value)
        if name == "freeze_clock":
            crm.clock.freeze() if value else crm.clock.thaw()
    return asdict(crm.settings)


CALLS: dict[tuple[str, str], Call] = {
    ("GET", "state"): _state,
    ("POST", "reset"): _reset,
    ("GET", "requests"): _requests,
    ("DELETE", "requests"): _forget_requests,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "settings"): _change_settings,
}
