"""Codes of why a record has no partner, or none any more."""

from __future__ import annotations

ACCOUNT_DELETED, ACCOUNT_MERGED = "account_deleted", "account_merged"
COMPANY_DELETED, COMPANY_MERGED = "company_deleted", "company_merged"
NOBODYS = {
    "account_id": (ACCOUNT_DELETED, ACCOUNT_MERGED),
    "company_id": (COMPANY_DELETED, COMPANY_MERGED),
}
"""Records that are nobody's partner any more, by their side."""

ACCOUNTS_MERGED, COMPANIES_MERGED = "accounts_merged", "companies_merged"
ASKING = frozenset({ACCOUNTS_MERGED, COMPANIES_MERGED})
"""What a merge left over waits for a person: the record itself had no choice."""

LEFT, LEFT_ASKED = "left", "left_asked"
"""Somebody left it as it is; of the latter, a person had asked for its partner."""

PARTINGS = frozenset({ACCOUNT_DELETED, ACCOUNT_MERGED, COMPANY_DELETED, *ASKING})
"""Why a link ended by itself."""
