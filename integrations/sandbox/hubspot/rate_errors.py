"""The two families of 429, as recorded (section 2.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from integrations.sandbox.hubspot.portal import APP_ID, PORTAL_ID
from integrations.sandbox.hubspot.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable


def ten_secondly() -> RefusedError:
    group = f"publicapi:private_app-api-calls-ten-secondly:{PORTAL_ID}:{APP_ID}"
    return RefusedError(
        429,
        "You have reached your ten_secondly_rolling limit.",
        errorType="RATE_LIMIT",
        policyName="TEN_SECONDLY_ROLLING",
        groupName=group,
    )


def secondly() -> RefusedError:
    """The search's limit: a category, but no policy."""
    return RefusedError(429, "You have reached your secondly limit.", "RATE_LIMITS")


def secondly_with_policy() -> RefusedError:
    """The search's limit in its older words."""
    return RefusedError(
        429,
        "You have reached your secondly limit.",
        errorType="RATE_LIMIT",
        policyName="SECONDLY",
        groupName=f"publicapi:crm:search:oauth:{PORTAL_ID}:{APP_ID}",
    )


def daily() -> RefusedError:
    return RefusedError(
        429,
        "You have reached your daily limit.",
        errorType="RATE_LIMIT",
        policyName="DAILY",
        requestId=str(uuid4()),
    )


RATE_ERRORS: dict[str, Callable[[], RefusedError]] = {
    "TEN_SECONDLY_ROLLING": ten_secondly,
    "SECONDLY": secondly_with_policy,
    "RATE_LIMITS": secondly,
    "DAILY": daily,
}
