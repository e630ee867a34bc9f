"""What a company has from the start (reference, section 2.11)."""

from __future__ import annotations

from integrations.sandbox.hubspot.definitions import Option
from integrations.sandbox.hubspot.industries import INDUSTRY_OPTIONS
from integrations.sandbox.hubspot.standard import (
    calculated,
    own,
    read_only,
    shared,
    with_options,
)

GROUP = "companyinformation"
COMPANY_GROUPS = {
    GROUP: "Company information",
    "facebook_ads_properties": "Facebook Ads Properties",
    "companyactivity": "Company activity",
}
TYPE_OPTIONS = tuple(
    Option(value, value.capitalize(), order)
    for order, value in enumerate(
        ("PROSPECT", "PARTNER", "RESELLER", "VENDOR", "OTHER")
    )
)
OPTIONS = {"industry": INDUSTRY_OPTIONS, "type": TYPE_OPTIONS}

OWN = """
text name | Company name
text domain | Company Domain Name
text hs_additional_domains | Additional Domains
phonenumber phone | Phone Number
text address2 | Street Address 2
text country | Country/Region
select industry | Industry
radio type | Type
number numberofemployees | Number of Employees
number annualrevenue | Annual Revenue
textarea description | Description
text about_us | About Us
text founded_year | Year Founded
text timezone | Time Zone
text linkedin_company_page | LinkedIn Company Page
text twitterhandle | Twitter Handle
bool is_public | Is Public
"""
READ_ONLY = """
datetime hs_lastmodifieddate | Last Modified Date
number hs_parent_company_id | Parent Company
"""
CALCULATED = """
number num_associated_contacts | Number of Associated Contacts
"""

COMPANY_PROPERTIES = tuple(
    with_options(definition, OPTIONS.get(definition.name, definition.options))
    for definition in (
        *own(GROUP, OWN),
        *shared(GROUP),
        *read_only(GROUP, READ_ONLY),
        *calculated("companyactivity", CALCULATED),
    )
)
