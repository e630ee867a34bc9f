"""Accounts just made, as Salesforce filled them in. What it put there by itself, such
as the owner, is no edit: it must not travel back and take the company's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.digest import account_digest
from integrations.engine.same import agrees
from integrations.records import KEY_PROPERTY, Written
from integrations.rules.apart import set_given

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.engine.write import Results
    from integrations.models import Record
    from integrations.records import Account

OWNER = "OwnerId"


def keep_birth(
    context: Context, row: Record, account: Account, results: Results
) -> None:
    """Salesforce's own choice of owner stands until either side names another; the key
    was written beside the plan. Whatever else it filled in, the company should get,
    too: without a digest the next pass takes the account for changed."""
    agreement = dict(row.agreement or {})
    for mapping in context.mappings:
        name = mapping.property.name
        if mapping.field.name == OWNER and agreement.get(name) is None:
            chosen = mapping.convert.from_salesforce(account.fields.get(OWNER))
            agreement[name] = set_given("salesforce", chosen)
    if isinstance(results.hubspot.get(row.pk), Written) and KEY_PROPERTY in agreement:
        agreement[KEY_PROPERTY] = account.id
    row.agreement, row.account_digest = agreement, ""
    if agrees(context.mappings, agreement, account=account):
        row.account_digest = account_digest(account, context.mapped_fields)
