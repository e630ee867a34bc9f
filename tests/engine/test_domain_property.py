"""A website mapped to HubSpot's domain, of which HubSpot keeps the host alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from tests.engine.world import World

WEBSITE = "https://www.Acme-Works.com/about"


@pytest.mark.parametrize("rule", [rule for rule in SyncRule if rule != SyncRule.NONE])
def test_it_is_written_once_at_most_and_no_website_is_shortened(
    synced: World, rule: SyncRule
) -> None:
    mappings = synced.integration.mappings
    mappings.filter(property="website").update(property="domain", rule=rule)
    account_id = synced.create_account(Name="Acme", Website=WEBSITE)
    synced.sync()
    if rule != SyncRule.ALWAYS_HUBSPOT:
        company_id = synced.record(account_id).company_id or ""
        assert synced.company(company_id, "domain")["domain"] == "acme-works.com"
        assert synced.account(account_id)["Website"] == WEBSITE
    synced.resync(all=True)
    again = synced.resync(all=True)
    assert (again.created, again.updated, again.failed) == (0, 0, 0)


def test_another_domain_moves_the_website(synced: World) -> None:
    mappings = synced.integration.mappings
    mappings.filter(property="website").update(property="domain", rule="two_way")
    account_id = synced.create_account(Name="Acme", Website=WEBSITE)
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, domain="acme.de")
    synced.sync()
    assert synced.account(account_id)["Website"] == "acme.de"
