"""The standard picklists of a fresh org."""

from __future__ import annotations

from integrations.sandbox.salesforce.schema.field import Option, options

INDUSTRIES = options(
    "Agriculture",
    "Apparel",
    "Banking",
    "Biotechnology",
    "Chemicals",
    "Communications",
    "Construction",
    "Consulting",
    "Education",
    "Electronics",
    "Energy",
    "Engineering",
    "Entertainment",
    "Environmental",
    "Finance",
    "Food & Beverage",
    "Government",
    "Healthcare",
    "Hospitality",
    "Insurance",
    "Machinery",
    "Manufacturing",
    "Media",
    "Not For Profit",
    "Recreation",
    "Retail",
    "Shipping",
    "Technology",
    "Telecommunications",
    "Transportation",
    "Utilities",
    "Other",
)
ACCOUNT_TYPES = options(
    "Prospect",
    "Customer - Direct",
    "Customer - Channel",
    "Channel Partner / Reseller",
    "Installation Partner",
    "Technology Partner",
    "Other",
)
OWNERSHIPS = options("Public", "Private", "Subsidiary", "Other")
RATINGS = options("Hot", "Warm", "Cold")
SOURCES = options("Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other")
SALUTATIONS = options("Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx.")
LEAD_STATUSES = (
    Option("Open - Not Contacted", "Open - Not Contacted", default=True),
    *options("Working - Contacted", "Closed - Converted", "Closed - Not Converted"),
)
GEOCODE_ACCURACIES = options(
    "Address",
    "NearAddress",
    "Block",
    "Street",
    "ExtendedZip",
    "Zip",
    "Neighborhood",
    "City",
    "County",
    "State",
    "Unknown",
)
CLEAN_STATUSES = (
    Option("Matched", "In Sync"),
    Option("Different", "Different"),
    Option("Acknowledged", "Reviewed"),
    Option("NotFound", "Not Found"),
    Option("Inactive", "Inactive"),
    Option("Pending", "Not Compared"),
    Option("SelectMatch", "Select Match"),
    Option("Skipped", "Skipped"),
)
USER_TYPES = (
    Option("Standard", "Standard"),
    Option("PowerPartner", "Partner"),
    Option("CspLitePortal", "High Volume Portal"),
    Option("Guest", "Guest"),
    Option("AutomatedProcess", "Automated Process"),
)
TIME_ZONES = options(
    "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Rome", "GMT"
)
LOCALES = options("en_US", "en_GB", "it_IT", "fr_FR", "de_DE")
LANGUAGES = options("en_US", "it", "fr", "de")
ENCODINGS = options("UTF-8", "ISO-8859-1")
ORGANIZATION_TYPES = options(
    "Developer Edition",
    "Professional Edition",
    "Enterprise Edition",
    "Unlimited Edition",
)
