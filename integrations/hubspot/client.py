"""The one door to HubSpot."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING

from integrations.hubspot import (
    answers,
    associations,
    batches,
    companies,
    contacts,
    lists,
    naming,
    stages,
    writing,
)
from integrations.hubspot.caller import Caller
from integrations.hubspot.joining import joined_since
from integrations.hubspot.key_property import create_key_property
from integrations.hubspot.owners import owners
from integrations.hubspot.scopes import missing_scopes
from integrations.hubspot.transport import USER_AGENT, Transport

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from integrations.errors import CrmError
    from integrations.hubspot.answers import DailyUsage, Portal
    from integrations.hubspot.changes import ChangedPage, Cursor
    from integrations.hubspot.companies import CompanyPage
    from integrations.records import (
        Company,
        ContactList,
        HubSpotContact,
        Person,
        Property,
        Stage,
        Written,
    )
    from integrations.throttle import Throttle

DETAILS = "/account-info/v3/details"
USAGE = "/account-info/v3/api-usage/daily/private-apps"


class HubSpotClient:
    """One client may be shared by threads."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        throttle: Throttle,
        timeout: tuple[float, float] = (5, 30),
        user_agent: str = USER_AGENT,
        pool_size: int = 16,
        version: str | None = None,
    ) -> None:
        """``version`` such as "2026-03" switches to HubSpot's dated paths."""
        self._transport = Transport(
            url,
            token,
            throttle=throttle,
            timeout=timeout,
            user_agent=user_agent,
            pool_size=pool_size,
            version=version,
        )
        self._call = Caller(self._transport)

    @property
    def calls(self) -> int:
        return self._transport.calls

    @property
    def clock_ahead(self) -> timedelta:
        """Of ours, as of the last answer."""
        return self._transport.clock_ahead

    @property
    def search_calls(self) -> int:
        return self._transport.search_calls

    @property
    def usage(self) -> tuple[int, int] | None:
        """Remaining and allowed calls of the day, as last told by headers."""
        return self._transport.usage

    def account(self) -> Portal:
        return answers.portal(self._call.path("GET", DETAILS))

    def now(self) -> datetime:
        """HubSpot's clock, in whole seconds."""
        answer = self._transport.request("GET", DETAILS)
        return parsedate_to_datetime(answer.headers["Date"])

    def daily_usage(self) -> DailyUsage:
        return answers.daily_usage(self._call.path("GET", USAGE))

    def properties(self, object_type: str = "companies") -> tuple[Property, ...]:
        answer = self._call(self._call.crm.properties.core_api.get_all, object_type)
        return tuple(answers.property_(described) for described in answer["results"])

    def lifecycle_stages(self) -> tuple[Stage, ...]:
        """Those a company goes through, in their order."""
        return tuple(stages.lifecycle_stages(self._call))

    def owners(self) -> tuple[Person, ...]:
        """Archived ones too, as inactive: old companies still name them."""
        active, archived = (owners(self._call, archived=it) for it in (False, True))
        return (*active, *archived)

    def create_key_property(self) -> None:
        """Make the property that holds the account's id, in a group of its own."""
        properties = self._call.crm.properties
        create_key_property(
            self.properties,
            partial(self._call, properties.groups_api.create, "companies"),
            partial(self._call, properties.core_api.create, "companies"),
        )

    def list_companies(
        self, after: str | None, properties: Sequence[str]
    ) -> CompanyPage:
        return companies.page(self._call, after, properties)

    def archived_companies(
        self, after: str | None, properties: Sequence[str] = ()
    ) -> CompanyPage:
        """Those in the recycle bin, from which HubSpot empties them in time."""
        return companies.page(self._call, after, properties, archived=True)

    def search_changed(
        self, cursor: Cursor, properties: Sequence[str] = ()
    ) -> ChangedPage[Company]:
        """The next page; ``changes.changed_since`` gives the first cursor.

        HubSpot's search lags behind its records by seconds, at times minutes.
        """
        return companies.changed(self._call, cursor, properties)

    def read_companies(
        self,
        ids: Sequence[str],
        properties: Sequence[str],
        *,
        id_property: str | None = None,
        history: Sequence[str] = (),
    ) -> dict[str, Company]:
        """By the id asked for: a merged one gives the company it lives on in."""
        return companies.read(self._call, ids, properties, id_property, history)

    def update_companies(
        self, changes: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By company id; None clears a property."""
        return batches.write_all(changes, partial(writing.update, self._call))

    def upsert_companies(
        self, key_property: str, records: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By the value of a unique property."""
        send = partial(writing.upsert, self._call, key_property)
        return batches.write_all(records, send)

    def archive_companies(self, ids: Iterable[str]) -> dict[str, Written | CrmError]:
        """Into HubSpot's recycle bin, out of which its people can take them again."""
        rows: dict[str, dict[str, str | None]] = {id_: {} for id_ in ids}
        return batches.write_all(rows, partial(writing.archive, self._call))

    def merge_companies(self, primary_id: str, other_id: str) -> str:
        """The id of the company they live on in, which is a new one (documented)."""
        return companies.merge(self._call, primary_id, other_id)

    def count_companies(self) -> int:
        search = self._call.crm.companies.search_api.do_search
        total: int = self._call(search, {"limit": 1})["total"]
        return total

    def contacts_of(self, company_ids: Iterable[str]) -> dict[str, list[str]]:
        """Every company asked for; HubSpot tells unknown ones not from lonely ones."""
        return associations.contacts_of(self._call, company_ids)

    def companies_of(self, contact_ids: Iterable[str]) -> dict[str, list[str]]:
        """Every contact asked for, its primary company first."""
        return associations.companies_of(self._call, contact_ids)

    def read_contacts(
        self, ids: Sequence[str], *, by_email: bool = False
    ) -> dict[str, HubSpotContact]:
        """By the id or e-mail asked for; unknown ones are absent."""
        return contacts.read(self._call, ids, by_email=by_email)

    def contacts_naming(
        self, kind: naming.Kind, ids: Sequence[str]
    ) -> dict[str, HubSpotContact]:
        """By their own id: those who name one of these Salesforce records by its id,
        as HubSpot's own integration lets them."""
        found = naming.who_name(self._call, kind, ids)
        return {contact.id: contact for contact in found}

    def contact_stages(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When the lifecycle stage of each contact last changed."""
        return contacts.stages_edited(self._call, ids)

    def search_changed_contacts(self, cursor: Cursor) -> ChangedPage[HubSpotContact]:
        """As ``search_changed``."""
        return contacts.changed(self._call, cursor)

    def contact_list(self, list_id: str) -> ContactList:
        """Of whatever kind; a missing one is Rejected (LIST_NOT_FOUND)."""
        return lists.contact_list(self._call, list_id)

    def contact_lists(self) -> tuple[ContactList, ...]:
        return tuple(lists.contact_lists(self._call))

    def members(
        self, list_id: str, after: str | None = None
    ) -> tuple[tuple[str, ...], str | None]:
        """A page of record ids, and where the next one begins."""
        return lists.members(self._call, list_id, after)

    def joined_since(self, list_id: str, mark: str) -> tuple[tuple[str, ...], str]:
        """Who joined since the mark was given, and the next mark.

        An empty mark only asks for the mark of now. Some may be told twice.
        """
        return joined_since(self._call, list_id, mark)

    def lists_of(self, contact_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """The ids of the lists that each contact is on."""
        return lists.lists_of(self._call, contact_ids)

    def members_among(self, list_id: str, contact_ids: Iterable[str]) -> set[str]:
        """Those of the contacts who are on the list; a call per hundred."""
        found = self.lists_of(contact_ids)
        return {contact for contact, held in found.items() if list_id in held}

    def check_scopes(self) -> list[str]:
        """The scopes for reading that the token lacks; writing tells when it writes."""
        call, crm = self._call, self._call.crm
        apis = (crm.companies.basic_api, crm.contacts.basic_api, crm.owners.owners_api)
        search_lists = partial(call, crm.lists.lists_api.do_search, {"count": 1})
        pages = (partial(call, api.get_page, limit=1) for api in apis)
        return missing_scopes((*pages, search_lists))
