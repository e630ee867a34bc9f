"""Refused values as HubSpot told them in 2023 and 2024: only inside the message.

Recorded. Accounts may still answer so; the sandbox does it when a test asks by name.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.refusals import RefusedError, invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Result = dict[str, object]
STAGES = "open is not a valid pipeline stage ID. Valid options are: "


def _told(*results: Result) -> RefusedError:
    embedded = json.dumps(results, separators=(",", ":"), ensure_ascii=False)
    return invalid(f"Property values were not valid: {embedded}")


def _result(name: str, code: str, message: str, *, twice: bool = False) -> Result:
    more: Result = {"localizedErrorMessage": message} if twice else {}
    told: Result = {
        "isValid": False,
        "message": message,
        "error": code,
        "name": name,
    }
    return told | more


def _option(values: Iterable[str]) -> RefusedError:
    """The options stand there as the text form of an inner message."""
    listed = ", ".join(
        f'label: "{value}"\nvalue: "{value}"\ndisplay_order: {order}\n'
        "hidden: false\nread_only: false\n"
        for order, value in enumerate(values)
    )
    message = f"KING was not one of the allowed options: [{listed}]"
    return _told(_result("type", "INVALID_OPTION", message))


def _owner_and_stage() -> RefusedError:
    return _told(
        _result(
            "hubspot_owner_id",
            "INVALID_OWNER_ID",
            "910901 was not a valid owner ID",
            twice=True,
        ),
        _result(
            "hs_pipeline_stage",
            "INVALID_OPTION",
            f"{STAGES}pipelineId=0 : [1, 2, 3, 4]",
            twice=True,
        ),
    )


def _read_only() -> RefusedError:
    message = (
        '"hs_additional_emails" is a calculated property; its value cannot be set.'
    )
    return _told(_result("hs_additional_emails", "READ_ONLY_VALUE", message))


def _too_long() -> RefusedError:
    return _told(_result("name", "MAX_LENGTH", "Enter 50 characters or fewer"))


OLD_ERRORS: dict[str, Callable[[], RefusedError]] = {
    "INVALID_OPTION_OLD": partial(_option, ("PROSPECT", "PARTNER")),
    "INVALID_OWNER_AND_STAGE_OLD": _owner_and_stage,
    "READ_ONLY_VALUE_OLD": _read_only,
    "MAX_LENGTH_OLD": _too_long,
}
