"""A bit of everything that pages can show, and the address of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from integrations.engine.mapping_change import change, version
from integrations.models import Record, SettingChange, SyncRun
from integrations.urls import urlpatterns
from tests.views.builders import mapping, run

if TYPE_CHECKING:
    from django.test import Client

    from tests.engine.world import World

Arguments = list[Any]

DOMAIN = "acme-works.com"
DECISIONS = ["link", "merge", "create", "leave", "take-back"]
NOWHERE = "/nowhere/"
SHOWN, NO_PAGE = (200, 422), (302, 405)
FILTERED = [
    ("companies", "?q=nothing"),
    ("errors", "?state=dismissed"),
    ("errors", "?q=nothing"),
    ("inclusion-check", "?company=harbour"),
    ("mapping-add", "?property=industry&field=Industry"),
]


def everything(world: World) -> dict[str, list[Arguments]]:
    """Makes it, and returns what addresses that need arguments may be asked with."""
    for name in ("Acme Works", "Somebody else"):
        world.create_company(name=name, domain=DOMAIN)
    world.switch_on()
    linked = _failing(world)
    waiting = world.create_account(Name="ACME", Website=f"https://{DOMAIN}")
    over = world.sync()
    resync = world.resync(records=[linked.pk])
    plan = world.import_accounts(dry_run=True)
    live = run("import", status="running", total=9, created=3)
    SyncRun.objects.filter(pk=live.pk).update(started_at=timezone.now())
    broken = mapping("Gone", status="error", problem="Salesforce has no field 'Gone'.")
    row = world.record(waiting)
    return {
        "connection-replace": [["salesforce"], ["hubspot"]],
        "mapping-edit": [[_changed(world).pk], [_with_values(world).pk], [broken.pk]],
        "mapping": [[broken.pk]],
        "history-restore": [[SettingChange.objects.exclude(mappings=None)[0].pk]],
        "run": [[over.pk], [plan.pk], [live.pk]],
        "run-progress": [[live.pk]],
        "undo-run": [[over.pk], [plan.pk]],
        "plan-counts": [[plan.pk]],
        "duplicate": [[row.pk, action] for action in DECISIONS],
        "account": [[waiting]],
        "why-account": [[waiting]],
        "company": [[linked.company_id]],
        "why": [[linked.company_id]],
        "record": [[linked.pk], [row.pk]],
        "resync-record": [[linked.pk]],
        "resync-result": [[linked.pk, resync.pk]],
        "undo-record": [[linked.pk]],
        "resync-mapping": [[broken.pk]],
    }


def _failing(world: World) -> Record:
    world.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = world.create_account(Name="Harbour Works", Phone="+49 421 1")
    world.sync()
    company_id = world.record(account_id).company_id or ""
    world.change_company(company_id, city="x" * 41)
    world.sync()
    return world.record(account_id)


def _changed(world: World) -> Any:
    row = world.integration.mappings.get(property="city")
    change(row, "always_salesforce", {}, seen=version(row), user=None)
    return row


def _with_values(world: World) -> Any:
    """One of them no longer in either CRM."""
    row = world.integration.mappings.get(property="industry")
    row.values = {**row.values, "GONE": "Nowhere"}
    row.save()
    return row


def addresses(known: dict[str, list[Arguments]]) -> list[str]:
    """Of everything that has a name, whether it is a page or not."""
    found = [
        reverse(pattern.name or "", args=arguments)
        for pattern in urlpatterns
        for arguments in _arguments(pattern, known)
    ]
    return [*found, *(reverse(name) + query for name, query in FILTERED), NOWHERE]


def is_page(address: str, client: Client) -> bool:
    """Not so what is only posted to, leads elsewhere, or is a file or a sentence."""
    answer = client.get(address)
    code = answer.status_code
    if address == NOWHERE:
        return True
    assert code in (*SHOWN, *NO_PAGE), f"{address} needs a case in everything(): {code}"
    return code in SHOWN and answer.getvalue().startswith(b"<!doctype html>")


def _arguments(pattern: Any, known: dict[str, list[Arguments]]) -> list[Arguments]:
    """By the name of the address, or by the first word of it."""
    converters = pattern.pattern.converters
    if not converters:
        return [[]]
    name = pattern.name
    of_a_kind = known.get(name.partition("-")[0], [[0] * len(converters)])
    return known.get(name, of_a_kind)
