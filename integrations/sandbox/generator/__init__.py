"""Believable, deterministic CRM data, with the dirt that real data has.

About four companies in ten are the firm of the account at the same position.
"""

from integrations.sandbox.generator.accounts import accounts
from integrations.sandbox.generator.colleagues import people
from integrations.sandbox.generator.companies import companies
from integrations.sandbox.generator.persons import (
    hubspot_contacts,
    leads,
    salesforce_contacts,
)

__all__ = [
    "accounts",
    "companies",
    "hubspot_contacts",
    "leads",
    "people",
    "salesforce_contacts",
]
