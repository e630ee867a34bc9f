"""What a contact has from the start."""

from __future__ import annotations

from integrations.sandbox.hubspot.definitions import Option
from integrations.sandbox.hubspot.standard import (
    calculated,
    own,
    read_only,
    shared,
    with_options,
)

GROUP = "contactinformation"
SALESFORCE_GROUP = "salesforceinformation"
CONTACT_GROUPS = {
    GROUP: "Contact information",
    SALESFORCE_GROUP: "Salesforce information",
    "contactactivity": "Contact activity",
}
LEAD_STATUS_OPTIONS = tuple(
    Option(value, value.replace("_", " ").capitalize(), order)
    for order, value in enumerate(
        (
            "NEW",
            "OPEN",
            "IN_PROGRESS",
            "OPEN_DEAL",
            "UNQUALIFIED",
            "ATTEMPTED_TO_CONTACT",
            "CONNECTED",
            "BAD_TIMING",
        )
    )
)

OWN = """
text email | Email
text firstname | First Name
text lastname | Last Name
phonenumber phone | Phone Number
phonenumber mobilephone | Mobile Phone Number
text company | Company Name
text jobtitle | Job Title
text country | Country/Region
text industry | Industry
radio hs_lead_status | Lead Status
date date_of_birth | Date of birth
"""
SALESFORCE = """
text salesforcecontactid | Salesforce Contact ID
text salesforceleadid | Salesforce Lead ID
text salesforceaccountid | Salesforce Account ID
"""
READ_ONLY = """
datetime lastmodifieddate | Last Modified Date
"""
CALCULATED = """
text hs_additional_emails | Additional email addresses
text hs_email_domain | Email Domain
number associatedcompanyid | Primary Associated Company ID
"""

CONTACT_PROPERTIES = tuple(
    with_options(definition, LEAD_STATUS_OPTIONS)
    if definition.name == "hs_lead_status"
    else definition
    for definition in (
        *own(GROUP, OWN),
        *shared(GROUP),
        *own(SALESFORCE_GROUP, SALESFORCE),
        *read_only(GROUP, READ_ONLY),
        *calculated("contactactivity", CALCULATED),
    )
)
