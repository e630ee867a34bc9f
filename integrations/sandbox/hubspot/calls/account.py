"""The account itself and its use of the API."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from integrations.sandbox.hubspot.portal import PORTAL_ID, TIME_ZONE, UI_DOMAIN
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.stamps import iso
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call


def details(call: Call) -> Response:
    local = call.portal.clock.now().astimezone(ZoneInfo(TIME_ZONE))
    offset = local.utcoffset() or timedelta()
    return Response(
        200,
        {
            "portalId": PORTAL_ID,
            "accountType": "STANDARD",
            "timeZone": TIME_ZONE,
            "companyCurrency": "USD",
            "additionalCurrencies": [],
            "utcOffset": f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:],
            "utcOffsetMilliseconds": int(offset.total_seconds() * 1000),
            "uiDomain": UI_DOMAIN,
            "dataHostingLocation": "na1",
        },
    )


def usage(call: Call) -> Response:
    limits = call.limits
    result = {
        "name": "private-apps-api-calls-daily",
        "usageLimit": limits.daily_limit,
        "currentUsage": limits.used_today(),
        "collectedAt": iso(call.portal.now()),
        "fetchStatus": "SUCCESS",
        "resetsAt": f"{limits.resets_at().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    return Response(200, {"results": [result]})


ANY = ("oauth",)
ROUTES = (
    Route("GET", "account-info/details", details, ANY),
    Route("GET", "account-info/api-usage/daily/private-apps", usage, ANY),
)
