"""Account, with the types and lengths of a recorded describe."""

from __future__ import annotations

from dataclasses import replace

from integrations.sandbox.salesforce.schema.common import (
    address,
    audit,
    clean_status,
    deleted,
    description,
    identity,
    merged_into,
    owner,
    visits,
)
from integrations.sandbox.salesforce.schema.field import (
    Field,
    picklist,
    read_only,
    reference,
    text,
)
from integrations.sandbox.salesforce.schema.picklists import (
    ACCOUNT_TYPES,
    INDUSTRIES,
    OWNERSHIPS,
    RATINGS,
    SOURCES,
)


def account_fields() -> list[Field]:
    return [
        identity("Account ID"),
        deleted(),
        merged_into("Account"),
        replace(text("Name", "Account Name", 255), name_field=True, nillable=False),
        picklist("Type", "Account Type", ACCOUNT_TYPES),
        reference("ParentId", "Parent Account ID", "Parent", "Account"),
        *address("Billing", "Billing"),
        *address("Shipping", "Shipping"),
        Field("Phone", "Account Phone", "phone", 40),
        Field("Fax", "Account Fax", "phone", 40),
        text("AccountNumber", "Account Number", 40),
        Field("Website", "Website", "url", 255),
        read_only(Field("PhotoUrl", "Photo URL", "url", 255)),
        text("Sic", "SIC Code", 20),
        picklist("Industry", "Industry", INDUSTRIES),
        Field("AnnualRevenue", "Annual Revenue", "currency", precision=18),
        Field("NumberOfEmployees", "Employees", "int", digits=8),
        picklist("Ownership", "Ownership", OWNERSHIPS),
        text("TickerSymbol", "Ticker Symbol", 20),
        description("Account Description"),
        picklist("Rating", "Account Rating", RATINGS),
        text("Site", "Account Site", 80),
        owner("Owner ID", "User"),
        *audit(),
        *visits(),
        *_data_com(),
    ]


def _data_com() -> list[Field]:
    return [
        text("Jigsaw", "Data.com Key", 20),
        read_only(text("JigsawCompanyId", "Jigsaw Company ID", 20)),
        clean_status(),
        picklist("AccountSource", "Account Source", SOURCES),
        text("DunsNumber", "D-U-N-S Number", 9),
        text("Tradestyle", "Tradestyle", 255),
        text("NaicsCode", "NAICS Code", 8),
        text("NaicsDesc", "NAICS Description", 120),
        text("YearStarted", "Year Started", 4),
        text("SicDesc", "SIC Description", 80),
    ]
