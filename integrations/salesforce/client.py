"""The one door to Salesforce."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
import requests
from simple_salesforce.api import Salesforce

from integrations.errors import Fatal
from integrations.ids import normalise_id
from integrations.salesforce import answers, soql, writing
from integrations.salesforce.composite import first_pages
from integrations.salesforce.errors import unreachable
from integrations.salesforce.key_field import create_key_field
from integrations.salesforce.people import changed_query, find_people, people_page
from integrations.salesforce.transport import USER_AGENT, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from integrations.errors import CrmError
    from integrations.records import (
        Account,
        Field,
        Person,
        SalesforcePerson,
        Written,
    )
    from integrations.salesforce.answers import Identity, Page
    from integrations.salesforce.auth import Token, TokenSource
    from integrations.salesforce.people import Kind, PeoplePage
    from integrations.throttle import Throttle

RETRIEVE_SIZE = 2_000


class SalesforceClient:
    """One client may be shared by threads."""

    def __init__(
        self,
        url: str,
        tokens: TokenSource,
        *,
        throttle: Throttle,
        version: str = "64.0",
        timeout: tuple[float, float] = (5, 60),
        user_agent: str = USER_AGENT,
    ) -> None:
        self._transport = Transport(
            url, throttle=throttle, timeout=timeout, user_agent=user_agent
        )
        self._tokens = tokens
        self._version = version

    @property
    def calls(self) -> int:
        return self._transport.calls

    @property
    def clock_ahead(self) -> timedelta:
        """Of ours, as of the last answer."""
        return self._transport.clock_ahead

    @property
    def usage(self) -> tuple[int, int] | None:
        """Used and allowed calls of the organisation, as last told by a header."""
        return self._transport.usage

    def identity(self) -> Identity:
        answer = self._call(lambda salesforce: salesforce.oauth2("userinfo"))
        return answers.identity(answer, self._transport.url)

    def now(self) -> datetime:
        """Salesforce's clock, in whole seconds; the list of versions needs no token."""
        answer = self._transport.session.get(f"{self._transport.url}/services/data")
        return parsedate_to_datetime(answer.headers["Date"])

    def describe(self, sobject: str = "Account") -> tuple[Field, ...]:
        answer = self._rest(f"sobjects/{soql.name(sobject)}/describe")
        return tuple(answers.field(described) for described in answer["fields"])

    def users(self) -> tuple[Person, ...]:
        """Those who can own accounts; guests, robots and Chatter users cannot."""
        standard = "UserType = 'Standard'"
        page = self.query(soql.select(answers.USER_FIELDS, standard, sobject="User"))
        return tuple(answers.person(row) for row in self._to_the_end(page))

    def query(self, text: str, *, include_deleted: bool = False) -> Page:
        return self._page(
            lambda salesforce: salesforce.query(text, include_deleted=include_deleted)
        )

    def query_more(self, next: str) -> Page:
        """The page after; an expired locator is Rejected (INVALID_QUERY_LOCATOR)."""
        if not next.startswith("/services/data/"):
            raise ValueError(f"{next!r} is not where a page goes on")
        return self._page(
            lambda salesforce: salesforce.query_more(next, identifier_is_url=True)
        )

    def count(self, where: str = "") -> int:
        return self.query(soql.select(("count()",), where)).total

    def covered_until(self, start: datetime, end: datetime) -> datetime:
        """Up to when every committed change is visible (documented: may be < end)."""
        span = {"start": soql.moment(start), "end": soql.moment(end)}
        answer = self._rest("sobjects/Account/updated/", params=span)
        return answers.moment(answer["latestDateCovered"])

    def retrieve_accounts(
        self, ids: Sequence[str], fields: Sequence[str]
    ) -> dict[str, Account]:
        """By 18-character id; deleted and unknown ones are absent."""
        wanted = list(dict.fromkeys(normalise_id(value) for value in ids))
        names = list(dict.fromkeys((*answers.SYSTEM_FIELDS, *fields)))
        found: dict[str, Account] = {}
        for start in range(0, len(wanted), RETRIEVE_SIZE):
            body = {"ids": wanted[start : start + RETRIEVE_SIZE], "fields": names}
            rows = self._post("composite/sobjects/Account", body)
            accounts = (answers.to_account(answers.plain(row)) for row in rows if row)
            found.update((account.id, account) for account in accounts)
        return found

    def people(
        self,
        contact_ids: Iterable[str] = (),
        lead_ids: Iterable[str] = (),
        emails: Iterable[str] = (),
    ) -> tuple[SalesforcePerson, ...]:
        """The contacts and leads that have one of the ids or e-mails, each once.

        A lead whose e-mail a contact has as well may be left out; deleted ones are.
        """
        return find_people(self._rows, contact_ids, lead_ids, emails)

    def changed_people(
        self, kind: Kind, since: datetime, after_id: str = ""
    ) -> PeoplePage:
        """Oldest first, deleted ones too; ``next`` is the next page's last two."""
        query = changed_query(kind, since, after_id)
        return people_page(self.query(query, include_deleted=True))

    def attach_contacts(
        self, accounts: Mapping[str, str]
    ) -> dict[str, Written | CrmError]:
        """Give each contact, by its id, the account it belongs to."""
        rows = {contact: {"AccountId": id_} for contact, id_ in accounts.items()}
        return writing.write(self._patch, "Contact", writing.UPDATE, "id", rows)

    def update_accounts(
        self, changes: Mapping[str, Mapping[str, object]]
    ) -> dict[str, Written | CrmError]:
        """By the id given; None clears a field."""
        return writing.write(self._patch, "Account", writing.UPDATE, "id", changes)

    def upsert_accounts(
        self, key_field: str, records: Mapping[str, Mapping[str, object]]
    ) -> dict[str, Written | CrmError]:
        """By the value of the external id field."""
        path = f"{writing.UPDATE}/Account/{soql.name(key_field)}"
        return writing.write(self._patch, "Account", path, key_field, records)

    def create_key_field(self) -> None:
        """Make the field that holds the company's id, or say how to by hand."""
        create_key_field(self.describe, self._post)

    def limits(self) -> tuple[int, int]:
        """Remaining and allowed API calls of the last 24 hours."""
        daily = self._call(lambda salesforce: salesforce.limits())["DailyApiRequests"]
        return daily["Remaining"], daily["Max"]

    def _rows(self, queries: Iterable[str]) -> Iterator[Mapping[str, object]]:
        """Of several queries, asked together."""
        host = self._transport.host
        for page in first_pages(self._post, self._version, host, queries):
            yield from self._to_the_end(page)

    def _to_the_end(self, page: Page) -> Iterator[Mapping[str, object]]:
        yield from page.rows
        while page.next:
            page = self.query_more(page.next)
            yield from page.rows

    def _page(self, request: Callable[[Salesforce], Any]) -> Page:
        return answers.page(self._call(request))

    def _post(self, path: str, body: Mapping[str, object]) -> Any:
        return self._rest(path, "POST", body)

    def _patch(self, path: str, body: object) -> Any:
        return self._rest(path, "PATCH", body)

    def _rest(
        self,
        path: str,
        method: str = "GET",
        body: object = None,
        *,
        params: dict[str, str] | None = None,
    ) -> Any:
        data = None if body is None else orjson.dumps(body)
        return self._call(
            lambda salesforce: salesforce.restful(path, params, method, data=data)
        )

    def _call(self, request: Callable[[Salesforce], Any]) -> Any:
        """Once; and once more with a new session if Salesforce ended this one."""
        token = self._tokens.token()
        try:
            return self._once(request, token)
        except Fatal as refusal:
            if refusal.status != HTTPStatus.UNAUTHORIZED:
                raise
            ended = refusal
        try:
            token = self._tokens.refresh(token.access_token)
        except Fatal as refusal:
            refusal.raw = refusal.raw or ended.raw
            raise
        return self._once(request, token)

    def _once(self, request: Callable[[Salesforce], Any], token: Token) -> Any:
        """A direct session switches off the library's own, endless renewal."""
        salesforce = Salesforce(
            session_id=token.access_token,
            instance_url=self._transport.url,
            session=self._transport.session,
            version=self._version,
            object_pairs_hook=None,
        )
        try:
            return request(salesforce)
        except requests.JSONDecodeError as error:
            reason = "it answered something that is not JSON"
            raise unreachable(self._transport.host, reason) from error
