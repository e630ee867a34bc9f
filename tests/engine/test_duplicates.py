"""Several possible partners wait for a person, who decides (K4, K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from integrations.engine import duplicates
from integrations.engine.starting import Refused
from integrations.engine.toggle import switch_off
from integrations.models import Integration, Record
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.engine.duplicates import Decided
    from tests.engine.world import World

DOMAIN = "acme-works.com"
WEBSITE = f"https://www.{DOMAIN}"


@pytest.fixture
def anna(transactional_db: None) -> User:
    return User.objects.create_user("anna")


def finish(world: World, decided: Decided) -> Record:
    assert decided.run
    assert decided.run.user
    world.work(decided.run)
    return Record.objects.get(pk=decided.record.pk)


@pytest.fixture
def account(world: World) -> Record:
    """One with two companies of its domain."""
    world.create_company(name="Acme Works", domain=DOMAIN, phone="+39 011 555 0100")
    world.create_company(name="Somebody else", domain=DOMAIN, city="Turin")
    world.switch_on()
    account_id = world.create_account(
        Name="ACME Works", Website=WEBSITE, Phone="011 5550100", BillingCity="Turin"
    )
    world.sync()
    return world.record(account_id)


@pytest.fixture
def company(world: World) -> Record:
    """One with two accounts of its domain, and a contact."""
    for name in ("Acme Works", "Acme Germany"):
        world.create_account(Name=name, Website=WEBSITE)
    world.switch_on()
    company_id = world.create_company(name="Acme Works", domain=DOMAIN)
    contact = people.create(world.hubspot, "contacts", email=f"info@{DOMAIN}")
    people.associate(world.hubspot, [contact], company_id)
    world.sync()
    return Record.objects.get(company_id=company_id)


class TestAccounts:
    def test_what_speaks_for_each_candidate_is_kept_with_the_likeliest_first(
        self, account: Record
    ) -> None:
        assert account.status == Record.Status.DUPLICATE
        first, second = account.candidates
        assert (first["name"], second["name"]) == ("Acme Works", "Somebody else")
        assert (first["score"], second["score"]) == (95, 45)
        assert first["points"] == [
            f"Same domain: {DOMAIN}",
            "Same name but for its spelling: ACME Works, Acme Works",
            "Same phone number: +39 011 555 0100",
        ]
        assert "Same city: Turin" in second["points"]

    def test_all_candidates_of_a_batch_cost_one_call_to_each_crm(
        self, world: World, account: Record
    ) -> None:
        for name in ("ACME Two", "ACME Three", "ACME Four"):
            world.create_account(Name=name, Website=WEBSITE)
        world.forget_requests()
        world.sync()
        assert Record.objects.filter(status="duplicate").count() == 4
        calls = world.hubspot.requests()["by_endpoint"]
        assert calls["POST companies/batch/read"] == 1

    def test_a_mail_providers_domain_speaks_for_nothing(
        self, world: World, account: Record
    ) -> None:
        Integration.objects.update(matching=["name"])
        for _time in range(2):
            world.create_company(name="Gmail firm", domain="gmail.com")
        world.sync()
        account_id = world.create_account(Name="Gmail firm", Website="gmail.com")
        world.sync()
        candidates = world.record(account_id).candidates
        assert [it["points"] for it in candidates] == [["Same name: Gmail firm"]] * 2

    def test_linking_to_one_syncs_the_two(
        self, world: World, account: Record, anna: User
    ) -> None:
        chosen = account.candidates[1]["id"]
        record = finish(world, duplicates.link_to(account, anna, chosen))
        assert (record.company_id, record.status) == (chosen, Record.Status.IN_SYNC)
        assert world.company(chosen, "name")["name"] == "ACME Works"
        assert (record.candidates, record.decision) == ([], "")
        assert Record.objects.count() == 2
        outcome = record.outcomes.filter(run__user=anna).get()
        assert outcome.kind == "updated"

    def test_create_new_makes_another_company(
        self, world: World, account: Record, anna: User
    ) -> None:
        candidates = {it["id"] for it in account.candidates}
        record = finish(world, duplicates.create_new(account, anna))
        assert record.company_id not in {None, *candidates}
        assert (record.status, record.decision) == (Record.Status.IN_SYNC, "")
        assert world.companies() == 3

    def test_a_left_one_stays_so_whatever_changes(
        self, world: World, account: Record, anna: User
    ) -> None:
        assert duplicates.leave(account, anna).run is None
        world.change_account(account.account_id or "", Phone="1")
        run = world.sync()
        account.refresh_from_db()
        assert (account.status, account.reason) == (Record.Status.NOT_LINKED, "left")
        assert (run.created, world.companies()) == (0, 2)
        assert list(duplicates.waiting(world.integration)) == []
        assert list(duplicates.put_aside(world.integration)) == [account]

    def test_leaving_is_taken_back(
        self, world: World, account: Record, anna: User
    ) -> None:
        duplicates.leave(account, anna)
        world.sync()
        record = finish(world, duplicates.take_back(account, anna))
        assert (record.status, record.decision) == (Record.Status.DUPLICATE, "")
        assert len(record.candidates) == 2

    def test_a_candidate_that_was_linked_meanwhile_is_refused(
        self, world: World, account: Record, anna: User
    ) -> None:
        other = world.create_account(Name="Other", Website=WEBSITE)
        world.sync()
        chosen = account.candidates[0]["id"]
        finish(world, duplicates.link_to(world.record(other), anna, chosen))
        with pytest.raises(Refused, match=f"linked to account {other}"):
            duplicates.link_to(account, anna, chosen)
        assert not world.record(account.account_id or "").is_linked

    def test_when_only_one_is_left_it_is_linked_by_itself(
        self, world: World, account: Record
    ) -> None:
        gone, left = (it["id"] for it in account.candidates)
        world.delete_company(gone)
        world.sync()
        Record.objects.filter(pk=account.pk).update(retry_at="2020-01-01T00:00:00Z")
        world.sync()
        assert world.record(account.account_id or "").company_id == left

    def test_what_is_no_candidate_is_refused(self, account: Record, anna: User) -> None:
        with pytest.raises(Refused, match="not among the candidates"):
            duplicates.link_to(account, anna, "999")

    def test_a_decision_is_made_once(
        self, world: World, account: Record, anna: User
    ) -> None:
        first, second = (it["id"] for it in account.candidates)
        finish(world, duplicates.link_to(account, anna, first))
        with pytest.raises(Refused, match="linked meanwhile"):
            duplicates.link_to(account, anna, second)
        for decide in (duplicates.create_new, duplicates.leave, duplicates.take_back):
            with pytest.raises(Refused):
                decide(account, anna)

    def test_with_the_toggle_off_nothing_is_linked(
        self, world: World, account: Record, anna: User
    ) -> None:
        switch_off(world.integration)
        with pytest.raises(Refused, match="Turn on Sync companies"):
            duplicates.link_to(account, anna, account.candidates[0]["id"])

    def test_two_may_be_decided_one_right_after_the_other(
        self, world: World, account: Record, anna: User
    ) -> None:
        other = world.create_account(Name="Other", Website=WEBSITE)
        world.sync()
        first = duplicates.create_new(account, anna)
        second = duplicates.create_new(world.record(other), anna)
        assert finish(world, second).is_linked
        assert finish(world, first).is_linked


class TestCompanies:
    def test_several_accounts_wait_too(self, company: Record) -> None:
        assert company.status == Record.Status.DUPLICATE
        names = [it["name"] for it in company.candidates]
        assert names == ["Acme Works", "Acme Germany"]

    def test_linking_to_one_leaves_one_row(
        self, world: World, company: Record, anna: User
    ) -> None:
        chosen = company.candidates[0]["id"]
        record = finish(world, duplicates.link_to(company, anna, chosen))
        assert (record.account_id, record.company_id) == (chosen, company.company_id)
        assert record.status == Record.Status.IN_SYNC
        assert world.salesforce.state()["Account"] == 2

    def test_create_new_makes_an_account_even_against_the_rules(
        self, world: World, company: Record, anna: User
    ) -> None:
        Integration.objects.update(inclusion_list="404")
        record = finish(world, duplicates.create_new(company, anna))
        assert record.is_linked
        assert world.salesforce.state()["Account"] == 3
