"""The versions of the API, and the resources of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import NotFoundError, UnsupportedError
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call

OLDEST, NEWEST = 50, 68
SEASONS = ("Winter", "Spring", "Summer")
VERSION = re.compile(r"v(\d{2,3})\.0\Z")
RESOURCES = (
    "sobjects",
    "query",
    "queryAll",
    "limits",
    "composite",
    "tooling",
    "jobs",
    "search",
    "parameterizedSearch",
    "recent",
    "process",
    "quickActions",
    "actions",
    "analytics",
    "chatter",
    "connect",
    "wave",
    "support",
    "tabs",
    "theme",
    "nouns",
    "event",
    "metadata",
    "appMenu",
    "ui-api",
)


def versions() -> Response:
    return Response(
        200,
        [
            {
                "label": _label(number),
                "url": f"/services/data/v{number}.0",
                "version": f"{number}.0",
            }
            for number in range(OLDEST, NEWEST + 1)
        ],
    )


def resources(call: Call) -> Response:
    paths = {name: f"{call.base}/{name}" for name in RESOURCES}
    user, org = call.org.user_id, call.org.id
    return Response(200, {**paths, "identity": f"{call.host}/id/{org}/{user}"})


def checked_version(segment: str) -> str:
    found = VERSION.match(segment)
    if found is None or int(found[1]) > NEWEST:
        raise NotFoundError
    if int(found[1]) < OLDEST:
        raise UnsupportedError(f"API versions before v{OLDEST}.0")
    return segment


def _label(number: int) -> str:
    year, season = divmod(number - OLDEST, 3)
    return f"{SEASONS[season]} '{year + 21}"
