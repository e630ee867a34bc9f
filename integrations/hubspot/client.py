"""The one door to HubSpot."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import hubspot
import orjson

from integrations.hubspot import answers, batches, writing
from integrations.hubspot.changes import next_page, search_body
from integrations.hubspot.errors import unreachable
from integrations.hubspot.key_property import create_key_property
from integrations.hubspot.scopes import missing_scopes
from integrations.hubspot.transport import USER_AGENT, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    import urllib3

    from integrations.errors import CrmError
    from integrations.hubspot.answers import Portal
    from integrations.hubspot.changes import ChangedPage, Cursor
    from integrations.records import Company, Person, Property, Written
    from integrations.throttle import Throttle

HISTORY_BATCH = 50


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
        self._crm = hubspot.Client.create(
            host=self._transport.url, api_factory=self._transport.api
        ).crm

    @property
    def calls(self) -> int:
        return self._transport.calls

    @property
    def search_calls(self) -> int:
        return self._transport.search_calls

    @property
    def usage(self) -> tuple[int, int] | None:
        """Remaining and allowed calls of the day, as last told by headers."""
        return self._transport.usage

    def account(self) -> Portal:
        return answers.portal(self._json(self._details()))

    def now(self) -> datetime:
        """HubSpot's clock, in whole seconds."""
        return parsedate_to_datetime(self._details().headers["Date"])

    def properties(self, object_type: str = "companies") -> tuple[Property, ...]:
        answer = self._call(self._crm.properties.core_api.get_all, object_type)
        return tuple(answers.property_(described) for described in answer["results"])

    def owners(self) -> tuple[Person, ...]:
        """Archived ones too, as inactive: old companies still name them."""
        return (*self._owners(archived=False), *self._owners(archived=True))

    def create_key_property(self) -> None:
        """Make the property that holds the account's id, in a group of its own."""
        properties = self._crm.properties
        create_key_property(
            self.properties,
            partial(self._call, properties.groups_api.create, "companies"),
            partial(self._call, properties.core_api.create, "companies"),
        )

    def list_companies(
        self, after: str | None, properties: Sequence[str]
    ) -> tuple[tuple[Company, ...], str | None]:
        answer = self._call(
            self._crm.companies.basic_api.get_page,
            limit=batches.BATCH,
            properties=list(properties),
            **_position(after),
        )
        companies = tuple(answers.company(row) for row in answer["results"])
        return companies, answers.following(answer)

    def search_changed(
        self, cursor: Cursor, properties: Sequence[str] = ()
    ) -> ChangedPage:
        """The next page; ``changes.changed_since`` gives the first cursor.

        HubSpot's search lags behind its records by seconds, at times minutes.
        """
        answer = self._search(search_body(cursor, properties))
        found = [answers.company(row) for row in answer["results"]]
        more = answers.following(answer) is not None
        return next_page(cursor, found, more=more)

    def read_companies(
        self,
        ids: Sequence[str],
        properties: Sequence[str],
        *,
        id_property: str | None = None,
        history: Sequence[str] = (),
    ) -> dict[str, Company]:
        """By the id asked for: a merged one gives the company it lives on in."""
        wanted = list(dict.fromkeys(ids))
        size = HISTORY_BATCH if history else batches.BATCH
        also = id_property or answers.MERGED
        body: dict[str, Any] = {
            "properties": list({also: 0} | dict.fromkeys(properties))
        }
        if history:
            body["propertiesWithHistory"] = list(history)
        if id_property:
            body["idProperty"] = id_property
        found: dict[str, Company] = {}
        for start in range(0, len(wanted), size):
            found |= self._read(wanted[start : start + size], body, id_property)
        return {value: found[value] for value in wanted if value in found}

    def update_companies(
        self, changes: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By company id; None clears a property."""
        return self._write(changes, self._update)

    def upsert_companies(
        self, key_property: str, records: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By the value of a unique property."""
        return self._write(records, partial(self._upsert, key_property))

    def count_companies(self) -> int:
        total: int = self._search({"limit": 1})["total"]
        return total

    def check_scopes(self) -> list[str]:
        """The scopes for reading that the token lacks; writing tells when it writes."""
        apis = (
            self._crm.companies.basic_api,
            self._crm.contacts.basic_api,
            self._crm.owners.owners_api,
        )
        return missing_scopes(
            partial(self._call, api.get_page, limit=1) for api in apis
        )

    def _details(self) -> urllib3.BaseHTTPResponse:
        """hubspot-api-client 12 does not know the account's own information."""
        return self._transport.request("GET", "/account-info/v3/details")

    def _owners(self, *, archived: bool) -> Iterator[Person]:
        get_page = partial(self._crm.owners.owners_api.get_page, archived=archived)
        answer = self._call(get_page, limit=batches.BATCH)
        yield from map(answers.owner, answer["results"])
        while after := answers.following(answer):
            answer = self._call(get_page, limit=batches.BATCH, after=after)
            yield from map(answers.owner, answer["results"])

    def _search(self, body: Mapping[str, Any]) -> Any:
        return self._call(self._crm.companies.search_api.do_search, body)

    def _read(
        self, ids: Sequence[str], body: dict[str, Any], id_property: str | None
    ) -> dict[str, Company]:
        inputs = {"inputs": [{"id": value} for value in ids]}
        answer = self._call(self._crm.companies.batch_api.read, body | inputs)
        companies = [answers.company(row) for row in answer["results"]]
        return {
            name: company
            for company in companies
            for name in answers.names(company, id_property)
        }

    def _write(
        self, rows: batches.Rows, send: batches.Send
    ) -> dict[str, Written | CrmError]:
        results: dict[str, Written | CrmError] = {}
        for chunk in batches.chunks(rows):
            results |= batches.write(chunk, send)
        return results

    def _update(self, rows: batches.Rows) -> batches.Told:
        batch_api = self._crm.companies.batch_api
        answer = self._call(batch_api.update, writing.updates(rows))
        return writing.told(rows, answer, lambda row: row["id"])

    def _upsert(self, key: str, rows: batches.Rows) -> batches.Told:
        batch_api = self._crm.companies.batch_api
        answer = self._call(batch_api.upsert, writing.upserts(key, rows))
        return writing.told(rows, answer, lambda row: row["properties"].get(key))

    def _call(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The generated call without its model objects, which cost 12 ms a batch."""
        encoded = [
            argument if isinstance(argument, str) else orjson.dumps(argument)
            for argument in args
        ]
        return self._json(operation(*encoded, _preload_content=False, **kwargs))

    def _json(self, response: urllib3.BaseHTTPResponse) -> Any:
        try:
            return orjson.loads(response.data)
        except orjson.JSONDecodeError as error:
            reason = "it answered something that is not JSON"
            raise unreachable(self._transport.host, reason) from error


def _position(after: str | None) -> dict[str, str]:
    return {} if after is None else {"after": after}
