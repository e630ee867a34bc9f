"""Records that failed, and where the pages about them are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from integrations.models import Record
from tests.views.builders import person, record, sync_error

if TYPE_CHECKING:
    from integrations.models import SyncError

PAGE = "/settings/integrations/salesforce/errors/"
GROUP, EXPORT = f"{PAGE}group/", f"{PAGE}export/"
RETRY, DISMISS, BACK = f"{PAGE}retry/", f"{PAGE}dismiss/", f"{PAGE}bring-back/"
CAUSE = "industry-option"
NO_OPTION = "'Apparel' has no value in Salesforce's Industry."
LATE = datetime(2026, 3, 2, tzinfo=UTC)


def failing(name: str = "Acme", message: str = NO_OPTION, **values: Any) -> SyncError:
    facts = {"code": "no_option", "property": "industry", "cause": CAUSE}
    of = record(name, status=Record.Status.FAILING, retry_at=LATE)
    return sync_error(of, message, **{**facts, **values})


def dismissed(name: str = "Acme", **values: Any) -> SyncError:
    by = person("Operator")
    return failing(name, dismissed_at=LATE, dismissed_by=by, **values)
