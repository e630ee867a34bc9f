"""Something of everything that pages show, without a CRM behind it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from integrations.models import Record
from integrations.said import said
from tests.views.builders import (
    change,
    connect_both,
    mapping,
    outcome,
    record,
    run,
    sync_error,
    turn_on,
)

NO_OPTION = said(
    "'%(value)s' has no value in %(crm)s's %(label)s: add it to the value map of this"
    " mapping, or add the option in %(crm)s.",
    value="Toys",
    crm="HubSpot",
    label="Industry",
)
TOO_LONG = said(
    "The text has %(length)s characters and Salesforce's %(field)s holds %(longest)s:"
    " shorten HubSpot's %(property)s, or map a longer field.",
    length=1_204,
    field="Name",
    longest=255,
    property="Name",
)


def small_world() -> list[str]:
    """Something of everything; returns the address of every page that shows it."""
    connect_both("Name", "Industry")
    turn_on()
    mapping("Name", standard=True)
    broken = mapping("Industry", status="error", problem="Industry is gone.")
    acme = record("Acme", domain="acme.example", synced_at=timezone.now())
    failing = record("Globex", status=Record.Status.FAILING)
    sync_error(failing, "Add “Apparel” to the picklist.", raw="BAD_VALUE")
    sync_error(failing, NO_OPTION, code="no_option", cause="no option", value="Toys")
    sync_error(failing, TOO_LONG, code="too_long", cause="too long", category="value")
    several = [{"id": "71", "name": "Acme", "score": 80, "points": ["Same name: Acme"]}]
    record("Initech", status="duplicate", company_id=None, candidates=several)
    over = run(status="partly_done", message="One record failed.", created=1, failed=1)
    outcome(acme, over, changes=[change("name", "Old", "Acme")])
    outcome(failing, over, "failed", message="Salesforce refused it.")
    live = run(
        "import", status="running", total=10, created=3, started_at=timezone.now()
    )
    named = ["connected-apps", "companies-tab", "sync-on", "sync-off", "runs"]
    named += ["companies", "import", "import-counts", "errors", "error-group"]
    named += ["inclusion", "inclusion-form", "health", "connection", "budget"]
    named += ["duplicates", "sync-rules"]
    return [
        *map(reverse, named),
        "/crm/companies/?q=nothing",
        f"{reverse('errors')}?state=dismissed",
        reverse("mapping-edit", args=[broken.pk]),
        reverse("run", args=[over.pk]),
        reverse("run", args=[live.pk]),
        reverse("company", args=[acme.company_id]),
        reverse("company", args=[failing.company_id]),
        reverse("record-values", args=[acme.pk]),
        reverse("record-unlink", args=[acme.pk]),
        reverse("why", args=[failing.company_id]),
        reverse("connection-replace", args=["salesforce"]),
        "/settings/integrations/salesforce/inclusion/check/?company=acme",
        "/nowhere/",
    ]
