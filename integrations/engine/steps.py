"""Which function does which step of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from integrations.engine.apply import apply
from integrations.engine.census import census_accounts, census_companies
from integrations.engine.read_accounts import read_accounts
from integrations.engine.read_archived import read_archived
from integrations.engine.read_companies import read_companies
from integrations.engine.read_contacts import read_contacts
from integrations.engine.read_due import read_due
from integrations.engine.read_import import read_import
from integrations.engine.read_members import read_members
from integrations.engine.read_people import read_people
from integrations.engine.read_plan import read_plan
from integrations.engine.read_records import read_records
from integrations.engine.read_undo import read_undo
from integrations.models import SyncBatch

if TYPE_CHECKING:
    from integrations.engine.claim import Lease
    from integrations.engine.context import Context

Commit = Callable[[], None]
Step = SyncBatch.Step

READS = {
    Step.CENSUS_ACCOUNTS: census_accounts,
    Step.CENSUS_COMPANIES: census_companies,
    Step.READ_ACCOUNTS: read_accounts,
    Step.READ_ARCHIVED: read_archived,
    Step.READ_COMPANIES: read_companies,
    Step.READ_CONTACTS: read_contacts,
    Step.READ_DUE: read_due,
    Step.READ_IMPORT: read_import,
    Step.READ_PLAN: read_plan,
    Step.READ_MEMBERS: read_members,
    Step.READ_PEOPLE: read_people,
    Step.READ_RECORDS: read_records,
    Step.READ_UNDO: read_undo,
}


def work(context: Context, lease: Lease) -> Commit:
    """Do the calls of this batch; the rest is to run in the fenced transaction."""
    batch = lease.batch
    if batch.step == Step.APPLY:
        return apply(context, lease, batch.payload)
    return READS[Step(batch.step)](context, batch.payload)
