"""What is left of the org's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call

UNTOUCHED = {
    "ConcurrentAsyncGetReportInstances": 200,
    "DailyAsyncApexExecutions": 250_000,
    "DailyBulkApiBatches": 15_000,
    "DailyBulkV2QueryFileStorageMB": 976_562,
    "DailyBulkV2QueryJobs": 10_000,
    "DailyStreamingApiEvents": 10_000,
    "DataStorageMB": 5,
    "FileStorageMB": 20,
    "SingleEmail": 15,
}


def limits(call: Call) -> Response:
    usage = call.org.usage
    left = max(usage.allowed - usage.used, 0)
    body = {"DailyApiRequests": {"Max": usage.allowed, "Remaining": left}}
    for name, most in UNTOUCHED.items():
        body[name] = {"Max": most, "Remaining": most}
    return Response(200, dict(sorted(body.items())))
