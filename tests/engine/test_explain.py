"""Why?: the chain of every record, also of one that was never tried (R3)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.engine.explain import explain
from integrations.engine.explain_facts import Unknown
from integrations.engine.toggle import switch_off
from integrations.errors import CrmError
from integrations.models import Integration, Record
from tests.engine.why import holding, of_account, of_company, said, step, with_contact
from tests.hubspot import people
from tests.salesforce import rows
from tests.views.builders import sync_error

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_company_never_tried_shows_all_six_criteria_with_their_evidence(
    synced: World,
) -> None:
    company_id = synced.create_company(name="Acme")
    found = of_company(synced, company_id)
    assert not Record.objects.filter(company_id=company_id).exists()
    assert (found.record.status, found.record.is_linked, found.creates_account) == (
        "not_linked",
        False,
        False,
    )
    assert len(found.criteria) == 6
    assert holding(found) == {"no_contact"}
    assert "no_contact" in said(found, "creation")


def test_a_company_whose_contact_qualifies_creates_an_account(synced: World) -> None:
    company_id = synced.create_company(name="Acme", city="Rome")
    with_contact(synced, company_id)
    found = of_company(synced, company_id)
    assert found.creates_account
    assert holding(found) == {"inclusion_list"}
    assert "create the record in Salesforce" in said(found, "plan")
    assert "Salesforce to Rome" in said(found, "plan")


def test_that_only_a_linked_company_follows_its_contacts_stage_is_told(
    synced: World,
) -> None:
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    assert "once it is linked to an account" in said(
        of_company(synced, company_id), "stage"
    )
    synced.sync()
    linked = of_company(synced, company_id)
    assert "stage" not in {it.code for it in linked.steps}
    Integration.objects.update(lifecycle_stage=False)
    other = of_company(synced, synced.create_company(name="Globex"))
    assert "stage" not in {it.code for it in other.steps}


def test_explaining_writes_nothing_anywhere(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    before = Record.objects.count(), synced.salesforce.state()
    of_company(synced, company_id)
    assert (Record.objects.count(), synced.salesforce.state()) == before


@pytest.mark.parametrize("attached", [True, False], ids=["attached", "private"])
def test_the_contact_that_speaks_for_it_is_named(synced: World, attached: bool) -> None:  # noqa: FBT001
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    account = {"AccountId": synced.create_account(Name="Other")} if attached else {}
    rows.contacts(synced.salesforce, ["ada@acme.example"], **account)
    found = of_company(synced, company_id)
    evidence = {it.code: it.evidence for it in found.criteria}["private_contact"]
    assert ("private_contact" in holding(found)) is not attached
    assert "Ada" in evidence


def test_a_contact_outside_the_list_blocks_and_names_the_list(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    list_id = people.create_list(synced.hubspot, "Customers")
    Integration.objects.update(inclusion_list=list_id)
    found = of_company(synced, company_id)
    assert holding(found) == {"none_included"}
    assert "'Customers'" in said(found, "creation")


def test_an_unlinked_account_is_new_or_the_partner_is_found(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", Website="acme-works.com")
    assert "becomes a new record" in said(of_account(synced, account_id), "search")
    company_id = synced.create_company(name="ACME", domain="acme-works.com")
    synced.census()
    found = of_account(synced, account_id)
    assert f"Found by its domain: {company_id}." in said(found, "search")
    assert "write" in said(found, "plan")


def test_several_candidates_are_all_named(synced: World) -> None:
    ids = [
        synced.create_company(name=name, domain="acme-works.com")
        for name in ("Acme", "Acme Ltd")
    ]
    synced.census()
    account_id = synced.create_account(Name="Acme", Website="acme-works.com")
    found = of_account(synced, account_id)
    assert all(company_id in said(found, "search") for company_id in ids)
    assert step(found, "search").tone == "warn"


@pytest.mark.parametrize(
    ("website", "words"),
    [
        ("gmail.com", "mail provider"),
        ("facebook.com/acme", "a site many share"),
        ("shared.example.com", "listed as shared"),
        ("n/a", "no website with a domain"),
    ],
)
def test_a_domain_that_matches_nobody_is_said_to(
    synced: World, website: str, words: str
) -> None:
    Integration.objects.update(shared_domains=["example.com"])
    account_id = synced.create_account(Name="Acme", Website=website)
    assert words in said(of_account(synced, account_id), "search")


def test_a_linked_pair_in_sync_says_so(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    found = of_account(synced, account_id)
    assert (found.record.status, found.record.is_linked) == ("in_sync", True)
    assert step(found, "link").tone == "ok"
    assert said(found, "plan") == "Nothing: both sides agree."
    assert "bad" not in {it.tone for it in found.steps}


def test_a_key_that_is_missing_on_one_side_is_named(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.change_account(account_id, HubSpot_Company_Id__c=None)
    assert "HubSpot_Company_Id__c is blank" in said(
        of_account(synced, account_id), "link"
    )


def test_an_account_older_than_the_toggle_says_how_it_may_come(world: World) -> None:
    account_id = world.create_account(Name="Acme")
    world.wait_for_the_next_second()
    world.switch_on()
    found = of_account(world, account_id)
    assert "before Sync companies was turned on" in said(found, "since")
    assert "import" in said(found, "since")


def test_the_toggle_comes_first(world: World) -> None:
    account_id = world.create_account(Name="Acme")
    assert of_account(world, account_id).steps[0].code == "toggle"
    assert "never turned on" in said(of_account(world, account_id), "toggle")
    world.switch_on()
    assert said(of_account(world, account_id), "toggle").startswith("On.")
    switch_off(world.integration)
    assert said(of_account(world, account_id), "toggle").startswith("Off since")


def test_a_suspension_names_its_reason(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.integration.suspended = Integration.Suspended.LIMIT
    synced.integration.suspended_message = "No calls are left."
    synced.integration.save()
    assert "No calls are left." in said(of_account(synced, account_id), "toggle")


def test_a_budget_that_is_used_up_says_until_when(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    Integration.objects.update(resting_until=datetime(2030, 3, 1, 9, tzinfo=UTC))
    told = said(of_account(synced, account_id), "toggle")
    assert "rest until 2030-03-01 09:00 UTC" in told


def test_an_error_stands_with_its_remedy_and_the_next_try(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    record = synced.record(account_id)
    sync_error(record, "Add “Apparel” to the picklist.", code="no_option")
    Record.objects.filter(pk=record.pk).update(
        status=Record.Status.FAILING, retry_at=timezone.now()
    )
    found = of_account(synced, account_id)
    assert "Add “Apparel” to the picklist." in said(found, "errors")
    assert "What to do: " in said(found, "errors")
    assert "tried again at" in said(found, "queue")


def test_a_mapping_with_a_problem_is_part_of_the_chain(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.integration.mappings.filter(property="city").update(
        status="error", problem="The field is gone."
    )
    assert "The field is gone." in said(of_account(synced, account_id), "mappings")


def test_deleted_and_merged_accounts_say_so(synced: World) -> None:
    master, other = (synced.create_account(Name=name) for name in ("Acme", "Acme 2"))
    synced.sync()
    synced.delete_account(other)
    found = of_account(synced, other)
    assert f"Account {other} was deleted in Salesforce." in said(found, "link")
    assert said(of_account(synced, master), "link").startswith("Account")


def test_a_deleted_company_says_so(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.delete_company(company_id)
    assert "it was deleted" in said(of_company(synced, company_id), "link")


@pytest.mark.parametrize(
    ("side", "id_", "message"),
    [
        ("company_id", "9", "HubSpot has no company 9"),
        ("company_id", "nine", "not the id of a HubSpot company"),
        ("account_id", "001000000000ZZZ", "Salesforce has no account 001000000000ZZZ"),
        ("account_id", "acme", "is not a Salesforce id"),
    ],
)
def test_what_is_nowhere_is_refused_by_name(
    synced: World, side: str, id_: str, message: str
) -> None:
    with pytest.raises(Unknown, match=message):
        explain(synced.integration, **{side: id_})


def test_a_crm_that_does_not_answer_leaves_what_is_known_here(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.hubspot.fail(".*", {"status": 401, "body": None})
    found = of_account(synced, account_id)
    assert step(found, "crms").tone == "bad"
    assert found.record.status == "in_sync"
    unseen = synced.create_account(Name="Unseen")
    synced.salesforce.fail(".*", {"status": 401, "body": None})
    with pytest.raises(CrmError):
        of_account(synced, unseen)


def test_it_costs_few_calls(synced: World) -> None:
    list_id = people.create_list(synced.hubspot, "Customers")
    Integration.objects.update(inclusion_list=list_id)
    company_id = synced.create_company(name="Acme")
    contact = with_contact(synced, company_id)
    people.join(synced.hubspot, list_id, contact)
    synced.sync()
    linked = Record.objects.get(company_id=company_id)
    assert linked.is_linked
    synced.forget_requests()
    assert of_company(synced, company_id).creates_account
    calls = synced.hubspot.requests()["total"] + synced.salesforce.requests()["total"]
    assert calls <= 8


def test_the_inclusion_list_is_named(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    list_id = people.create_list(synced.hubspot, "Customers")
    Integration.objects.update(inclusion_list=list_id)
    told = said(of_company(synced, company_id), "limits")
    assert f"Inclusion list: Customers ({list_id})." in told


def test_an_inclusion_list_that_is_gone_is_told_by_its_id(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    Integration.objects.update(inclusion_list="999")
    assert "Inclusion list: 999." in said(of_company(synced, company_id), "limits")
