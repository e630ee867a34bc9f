"""The mappings every connection starts with (M7)."""

from __future__ import annotations

from integrations.rules.defaults import DEFAULT_MAPPINGS, starting_values
from integrations.rules.rule import SyncRule
from integrations.sandbox.hubspot import industries
from integrations.sandbox.salesforce.schema import picklists
from tests.rules.builders import a_field, a_mapping, a_property

BY_PROPERTY = {default.property: default for default in DEFAULT_MAPPINGS}
INDUSTRY = BY_PROPERTY["industry"]
HUBSPOT_INDUSTRIES = tuple(industries.VALUES.split())
SALESFORCE_INDUSTRIES = tuple(option.value for option in picklists.INDUSTRIES)


def test_the_standard_pairs_come_in_the_order_of_the_table() -> None:
    assert [(default.property, default.field) for default in DEFAULT_MAPPINGS] == [
        ("name", "Name"),
        ("hubspot_owner_id", "OwnerId"),
        ("website", "Website"),
        ("phone", "Phone"),
        ("address", "BillingStreet"),
        ("city", "BillingCity"),
        ("state", "BillingState"),
        ("zip", "BillingPostalCode"),
        ("country", "BillingCountry"),
        ("industry", "Industry"),
        ("numberofemployees", "NumberOfEmployees"),
        ("annualrevenue", "AnnualRevenue"),
        ("description", "Description"),
        ("type", "Type"),
        ("syncadmin_account_id", "Id"),
    ]


def test_only_the_owner_and_the_key_do_not_prefer_salesforce() -> None:
    rules = {default.property: default.rule for default in DEFAULT_MAPPINGS}
    assert rules.pop("hubspot_owner_id") is SyncRule.TWO_WAY
    assert rules.pop("syncadmin_account_id") is SyncRule.ALWAYS_SALESFORCE
    assert set(rules.values()) == {SyncRule.PREFER_SALESFORCE}
    assert [it.property for it in DEFAULT_MAPPINGS if it.system] == [
        "syncadmin_account_id"
    ]


def test_industries_are_paired_by_values_that_both_crms_have() -> None:
    assert set(INDUSTRY.values) <= set(HUBSPOT_INDUSTRIES)
    assert set(INDUSTRY.values.values()) == {*SALESFORCE_INDUSTRIES} - {"Other"}


def test_every_salesforce_industry_but_other_comes_back_as_it_was_sent() -> None:
    convert = a_mapping(
        property=a_property(
            "industry", "enumeration", "select", options=HUBSPOT_INDUSTRIES
        ),
        field=a_field("Industry", "picklist", options=SALESFORCE_INDUSTRIES),
        values=INDUSTRY.values,
    ).convert
    for industry in {*SALESFORCE_INDUSTRIES} - {"Other"}:
        assert convert.from_hubspot(convert.to_hubspot(industry)) == industry
    assert convert.to_hubspot("Apparel") == "APPAREL_FASHION"
    assert convert.to_hubspot("Healthcare") == "HOSPITAL_HEALTH_CARE"


def test_a_value_map_starts_with_what_both_crms_have_and_fills_up_by_labels() -> None:
    values = starting_values(
        BY_PROPERTY["type"],
        a_property(
            "type", "enumeration", "select", options=("PROSPECT", "PARTNER", "INVESTOR")
        ),
        a_field("Type", "picklist", options=("Prospect", "Customer", "Investor")),
    )
    assert values == {"PROSPECT": "Prospect", "INVESTOR": "Investor"}


def test_a_curated_partner_is_kept_before_one_found_by_its_label() -> None:
    values = starting_values(
        BY_PROPERTY["type"],
        a_property("type", "enumeration", "select", options=("RESELLER",)),
        a_field("Type", "picklist", options=("Reseller", "Channel Partner / Reseller")),
    )
    assert values == {"RESELLER": "Channel Partner / Reseller"}
