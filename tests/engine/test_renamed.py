"""A partner is looked for by what a record is now, on either side (K3, K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.models import Mapping, Record
from tests.engine.pairs import set_up
from tests.engine.why import of_account, said

if TYPE_CHECKING:
    from tests.engine.world import World

OLD, NEW = "old-works.com", "new-works.com"


@pytest.fixture
def account_id(world: World) -> str:
    """One of the census, older than the toggle, of the old domain."""
    found = world.create_account(Name="Acme", Website=f"www.{OLD}")
    world.wait_for_the_next_second()
    world.switch_on()
    return found


def known_company(world: World, domain: str) -> str:
    """One that creates no account: nobody works there."""
    company_id = world.create_company(name="ACME", domain=domain)
    world.sync()
    return company_id


def both(world: World) -> tuple[int, int]:
    return world.salesforce.state()["Account"], world.companies()


def assert_linked(world: World, account_id: str, company_id: str) -> None:
    assert world.record(account_id).company_id == company_id
    assert both(world) == (1, 1)


class TestAnAccountLooks:
    def test_by_the_domain_it_has_now(self, world: World, account_id: str) -> None:
        company_id = known_company(world, NEW)
        world.change_account(account_id, Website=f"www.{NEW}")
        assert company_id in said(of_account(world, account_id), "search")
        world.sync()
        assert_linked(world, account_id, company_id)

    def test_not_by_the_domain_it_had(self, world: World, account_id: str) -> None:
        company_id = known_company(world, OLD)
        world.change_account(account_id, Website=f"www.{NEW}")
        world.sync()
        assert world.record(account_id).company_id not in {None, company_id}

    def test_by_its_name_of_now(self, world: World, account_id: str) -> None:
        set_up(matching=["key", "domain", "name"])
        company_id = world.create_company(name="Globex")
        world.sync()
        world.change_account(account_id, Name="GLOBEX")
        world.sync()
        assert_linked(world, account_id, company_id)

    def test_when_it_is_imported(self, world: World, account_id: str) -> None:
        company_id = known_company(world, NEW)
        world.change_account(account_id, Website=f"www.{NEW}")
        world.import_accounts(ids=[account_id])
        assert_linked(world, account_id, company_id)

    def test_for_a_company_that_has_the_domain_since_this_pass(
        self, world: World, account_id: str
    ) -> None:
        company_id = known_company(world, "another-works.com")
        world.change_account(account_id, Website=f"www.{NEW}")
        world.change_company(company_id, domain=NEW)
        world.sync()
        assert_linked(world, account_id, company_id)


class TestACompanyLooks:
    def test_by_the_domain_it_has_now(self, world: World, account_id: str) -> None:
        company_id = known_company(world, NEW)
        world.change_company(company_id, domain=OLD)
        world.create_contact(company_id, email=f"ann@{OLD}")
        world.sync()
        assert_linked(world, account_id, company_id)

    def test_for_an_account_that_has_the_domain_since_this_pass(
        self, world: World, account_id: str
    ) -> None:
        company_id = world.create_company(name="ACME", domain=NEW)
        world.create_contact(company_id, email=f"ann@{NEW}")
        world.change_account(account_id, Website=f"www.{NEW}")
        world.sync()
        assert_linked(world, account_id, company_id)

    def test_for_an_account_whose_website_does_not_sync(self, world: World) -> None:
        Mapping.objects.filter(property="website").update(rule=Mapping.Rule.NONE)
        account_id = world.create_account(Name="Acme", Website=f"www.{OLD}")
        world.wait_for_the_next_second()
        world.switch_on()
        world.change_account(account_id, Website=f"www.{NEW}")
        world.sync()
        company_id = world.create_company(name="ACME", domain=NEW)
        world.create_contact(company_id, email=f"ann@{NEW}")
        world.sync()
        assert_linked(world, account_id, company_id)

    def test_not_for_an_account_that_had_the_domain(
        self, world: World, account_id: str
    ) -> None:
        company_id = world.create_company(name="ACME", domain=OLD)
        world.create_contact(company_id, email=f"ann@{OLD}")
        world.change_account(account_id, Website=f"www.{NEW}")
        world.sync()
        assert world.record(account_id).company_id not in {None, company_id}
        assert world.record_of_company(company_id).is_linked
        assert both(world) == (2, 2)


def test_a_company_whose_account_in_the_batch_found_it_by_its_key_creates_none(
    world: World, account_id: str
) -> None:
    company_id = known_company(world, NEW)
    world.change_account(account_id, HubSpot_Company_Id__c=company_id, Phone="1")
    world.create_contact(company_id, email=f"ann@{NEW}")
    world.sync()
    assert_linked(world, account_id, company_id)


def test_a_dry_run_leaves_what_it_read_of_a_renamed_account_as_it_was(
    world: World, account_id: str
) -> None:
    company_id = known_company(world, NEW)
    world.change_account(account_id, Website=f"www.{NEW}")
    run = world.sync(dry_run=True)
    assert company_id in run.outcomes.get().message
    assert world.record(account_id).domain == OLD


class TestPossibleDuplicates:
    @pytest.fixture
    def asking(self, world: World) -> str:
        """An account with two companies of its domain."""
        for name in ("Acme", "Acme Ltd"):
            world.create_company(name=name, domain=OLD)
        world.switch_on()
        account_id = world.create_account(Name="Acme", Website=f"www.{OLD}")
        world.sync()
        assert world.record(account_id).status == Record.Status.DUPLICATE
        return account_id

    def test_one_is_linked_by_another_domain(self, world: World, asking: str) -> None:
        company_id = known_company(world, NEW)
        world.change_account(asking, Website=f"www.{NEW}")
        told = said(of_account(world, asking), "search")
        assert f"Found by its domain: {company_id}." in told
        assert f"Same domain: {OLD}" not in told
        world.sync()
        record = world.record(asking)
        assert (record.company_id, record.candidates) == (company_id, [])
        assert record.status == Record.Status.IN_SYNC

    def test_one_becomes_a_company_by_a_domain_of_its_own(
        self, world: World, asking: str
    ) -> None:
        world.change_account(asking, Website=f"www.{NEW}")
        told = said(of_account(world, asking), "search")
        assert "it becomes a new record" in told
        assert f"Same domain: {OLD}" not in told
        assert world.sync().created == 1
        record = world.record(asking)
        assert (record.domain, record.candidates) == (NEW, [])
        assert world.companies() == 3

    def test_one_is_listed_with_the_candidates_of_another_domain(
        self, world: World, asking: str
    ) -> None:
        others = {world.create_company(name=name, domain=NEW) for name in "AB"}
        world.sync()
        world.change_account(asking, Website=f"www.{NEW}")
        told = said(of_account(world, asking), "search")
        assert all(f" {id_}" in told for id_ in others)
        assert f"Same domain: {OLD}" not in told
        run = world.sync()
        record = world.record(asking)
        assert {it["id"] for it in record.candidates} == others
        assert all(f"Same domain: {NEW}" in it["points"] for it in record.candidates)
        assert all(id_ in record.message for id_ in others)
        assert run.outcomes.get(record=record).message == record.message

    def test_one_that_stays_so_needs_no_second_line(
        self, world: World, asking: str
    ) -> None:
        world.change_account(asking, Phone="1")
        assert not world.sync().outcomes.exists()

    def test_one_is_judged_anew_though_its_website_does_not_sync(
        self, world: World, asking: str
    ) -> None:
        Mapping.objects.filter(property="website").update(rule=Mapping.Rule.NONE)
        world.change_account(asking, Phone="1")
        world.sync()
        company_id = known_company(world, NEW)
        world.change_account(asking, Website=f"www.{NEW}")
        world.sync()
        assert world.record(asking).company_id == company_id

    def test_a_company_that_creates_no_account_any_more_keeps_no_candidates(
        self, world: World
    ) -> None:
        for name in ("Acme", "Acme Ltd"):
            world.create_account(Name=name, Website=OLD)
        world.switch_on()
        company_id = world.create_company(name="Acme", domain=OLD)
        contact_id = world.create_contact(company_id, email=f"ann@{OLD}")
        world.sync()
        assert len(world.record_of_company(company_id).candidates) == 2
        set_up(inclusion_list="404")
        world.change_company(company_id, domain=NEW)
        world.sync()
        record = world.record_of_company(company_id)
        assert contact_id
        assert (record.status, record.candidates) == (Record.Status.EXCLUDED, [])
