"""One mapping added, changed and deleted: checked, kept, and never over another's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.mapping_change import (
    Refused,
    Stale,
    add,
    change,
    delete,
    version,
)
from integrations.engine.mapping_check import Draft
from integrations.models import Mapping, SettingChange, SyncRun

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.engine.context import Context
    from tests.engine.world import World

ADDRESS = Draft("address2", "Site", "two_way", {})
ALWAYS = Draft("address2", "Site", "always_salesforce", {})


def by_name(property: str) -> Mapping:
    return Mapping.objects.get(property=property)


def rules() -> dict[str, str]:
    return dict(Mapping.objects.values_list("property", "rule"))


def test_an_added_mapping_is_custom_and_syncs_from_the_next_change_on(
    synced: World,
) -> None:
    account = synced.create_account(Name="Acme", Site="Hall 4")
    synced.sync()
    company = synced.record(account).company_id or ""
    made = add(synced.integration, ADDRESS, user=None)
    assert (made.standard, made.system, made.status) == (False, False, "ok")
    assert synced.company(company, "address2")["address2"] is None
    synced.change_account(account, Site="Hall 5")
    synced.sync()
    assert synced.company(company, "address2")["address2"] == "Hall 5"


class TestNotRetroactive:
    """Two reads overlap: what changed before the mapping came is seen again (M9)."""

    @pytest.fixture
    def company(self, synced: World) -> str:
        account = synced.create_account(Name="Acme")
        synced.sync()
        company = synced.record(account).company_id or ""
        synced.change_company(company, address2="Hall 4", phone="+49 421 1")
        synced.sync()
        add(synced.integration, ALWAYS, user=None)
        Mapping.objects.filter(property="address2").update(since=minutes_from_now(1))
        return company

    def test_what_was_there_before_stays(self, synced: World, company: str) -> None:
        run = synced.sync()
        assert synced.company(company, "address2")["address2"] == "Hall 4"
        assert run.updated == 0

    def test_a_rule_that_was_none_is_a_new_one(
        self, synced: World, company: str
    ) -> None:
        made = by_name("address2")
        change(made, "none", {}, seen=version(made), user=None)
        change(made, ALWAYS.rule, {}, seen=version(by_name("address2")), user=None)
        assert by_name("address2").since < minutes_from_now(0)
        Mapping.objects.filter(property="address2").update(since=minutes_from_now(1))
        synced.sync()
        assert synced.company(company, "address2")["address2"] == "Hall 4"

    def test_by_the_clock_of_each_crm(self, synced: World, company: str) -> None:
        """Ours may be ahead: what was edited after the mapping came looks older."""
        clients = open_clients(synced.integration)
        context = context_of(SyncRun(integration=synced.integration), clients)
        came = by_name("address2").since
        assert ALWAYS.property not in judged(context, came - timedelta(seconds=9))
        clients.hubspot._transport.clock_ahead = timedelta(seconds=-9)
        assert ALWAYS.property in judged(context, came - timedelta(seconds=9))

    def test_the_next_change_of_the_record_brings_it(
        self, synced: World, company: str
    ) -> None:
        synced.sync()
        Mapping.objects.filter(property="address2").update(since=minutes_from_now(-1))
        synced.change_company(company, address2="Hall 5")
        synced.sync()
        assert synced.company(company, "address2")["address2"] is None


def judged(context: Context, changed: datetime) -> set[str]:
    """The properties of the mappings that a change in HubSpot is judged by."""
    return {it.property.name for it in context.mapped_before(changed, "hubspot")}


def minutes_from_now(minutes: int) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("draft", "at"),
    [
        (Draft("phone", "Fax", "two_way", {}), "property"),
        (Draft("nothing_like_it", "Site", "two_way", {}), "property"),
        (Draft("address2", "Phone", "two_way", {}), "field"),
        (Draft("address2", "Nowhere__c", "two_way", {}), "field"),
        (Draft("address2", "NumberOfEmployees", "two_way", {}), "field"),
        (Draft("address2", "HubSpot_Company_Id__c", "two_way", {}), "field"),
        (Draft("address2", "MasterRecordId", "two_way", {}), "field"),
    ],
    ids=[
        "twice",
        "no-property",
        "field-twice",
        "no-field",
        "types",
        "key",
        "reference",
    ],
)
def test_a_pair_that_cannot_be_is_refused_where_it_is_wrong(
    world: World, draft: Draft, at: str
) -> None:
    before = rules()
    with pytest.raises(Refused) as refused:
        add(world.integration, draft, user=None)
    assert at in {problem.at for problem in refused.value.problems}
    assert rules() == before
    assert not SettingChange.objects.exists()


def test_a_change_is_kept_with_who_made_it_and_the_set_before(world: World) -> None:
    anna = User.objects.create_user("anna")
    industry = by_name("industry")
    old = dict(industry.values)
    values = {"BANKING": "Banking", "FINANCIAL_SERVICES": "Banking"}
    change(industry, "two_way", values, seen=version(industry), user=anna)
    kept = SettingChange.objects.get()
    assert (kept.setting, kept.user) == ("industry ↔ Industry", anna)
    assert kept.old == {
        "rule": "prefer_salesforce",
        "values": [list(pair) for pair in old.items()],
    }
    assert kept.new == {
        "rule": "two_way",
        "values": [["BANKING", "Banking"], ["FINANCIAL_SERVICES", "Banking"]],
    }
    assert kept.mappings is not None
    assert {**kept.old, "property": "industry", "field": "Industry"} in kept.mappings
    assert len(kept.mappings) == Mapping.objects.count()


def test_only_the_order_of_a_value_map_is_a_change_too(world: World) -> None:
    """The first of several that share a Salesforce value is written to HubSpot."""
    for values in (
        {"BANKING": "Banking", "INVESTMENT_BANKING": "Banking"},
        {"INVESTMENT_BANKING": "Banking", "BANKING": "Banking"},
    ):
        row = by_name("industry")
        change(row, "two_way", values, seen=version(row), user=None)
        assert list(by_name("industry").values) == list(values)
    assert SettingChange.objects.count() == 2


def test_the_order_behind_the_first_of_three_is_a_change_too(world: World) -> None:
    """Once the first is no longer in use, the next one is written."""
    for names in ("BANKING INSURANCE ACCOUNTING", "BANKING ACCOUNTING INSURANCE"):
        row, values = by_name("industry"), dict.fromkeys(names.split(), "Banking")
        change(row, "two_way", values, seen=version(row), user=None)
        assert list(by_name("industry").values) == names.split()
    assert SettingChange.objects.count() == 2


def test_saving_what_is_there_already_is_no_change(world: World) -> None:
    phone = by_name("phone")
    change(phone, phone.rule, {}, seen=version(phone), user=None)
    assert not SettingChange.objects.exists()


def test_the_second_of_two_people_is_told_what_the_first_has_made_of_it(
    world: World,
) -> None:
    seen = version(by_name("phone"))
    change(by_name("phone"), "always_salesforce", {}, seen=seen, user=None)
    with pytest.raises(Stale) as stale:
        change(by_name("phone"), "two_way", {}, seen=seen, user=None)
    assert stale.value.mapping
    assert stale.value.mapping.rule == "always_salesforce"
    assert by_name("phone").rule == "always_salesforce"


def test_a_mapping_deleted_meanwhile_cannot_be_changed(world: World) -> None:
    made = add(world.integration, ADDRESS, user=None)
    seen = version(made)
    delete(by_name("address2"), seen=seen, user=None)
    with pytest.raises(Stale) as stale:
        change(made, "none", {}, seen=seen, user=None)
    assert stale.value.mapping is None


def test_a_standard_mapping_stays(world: World) -> None:
    phone = by_name("phone")
    with pytest.raises(ValueError, match="standard"):
        delete(phone, seen=version(phone), user=None)
    assert by_name("phone").standard


def test_the_mapping_of_syncadmin_itself_does_not_change(world: World) -> None:
    key = Mapping.objects.get(system=True)
    with pytest.raises(Stale):
        change(key, "none", {}, seen=version(key), user=None)
    key.refresh_from_db()
    assert key.rule == "always_salesforce"


def test_a_change_that_m6_refuses_leaves_the_rule(world: World) -> None:
    industry = by_name("industry")
    with pytest.raises(Refused) as refused:
        change(
            industry,
            "two_way",
            {"BANKING": "Bakning"},
            seen=version(industry),
            user=None,
        )
    [problem] = refused.value.problems
    assert problem.at == "values"
    assert "Did you mean 'Banking'?" in problem.message
    assert by_name("industry").rule == "prefer_salesforce"


def test_what_failed_on_a_mapping_is_due_at_once_when_it_changes(
    synced: World,
) -> None:
    industry = by_name("industry")
    few = {"INSURANCE": "Insurance"}
    change(industry, "two_way", few, seen=version(industry), user=None)
    account = synced.create_account(Name="Acme", Industry="Banking")
    synced.sync()
    assert synced.record(account).status == "failing"
    industry = by_name("industry")
    more = {**few, "BANKING": "Banking"}
    change(industry, "two_way", more, seen=version(industry), user=None)
    synced.sync()
    record = synced.record(account)
    assert record.status == "in_sync"
    company = synced.company(record.company_id or "", "industry")
    assert company["industry"] == "BANKING"
