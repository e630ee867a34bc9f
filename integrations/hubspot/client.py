"""The one door to HubSpot."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import hubspot
import orjson

from integrations.errors import Fatal, Rejected
from integrations.hubspot import answers, batches, changes
from integrations.hubspot.errors import missing_scopes, refused_record, unreachable
from integrations.hubspot.key_property import create_key_property
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
MERGED = "hs_merged_object_ids"


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
        self._hubspot = hubspot.Client.create(
            host=self._transport.url, api_factory=self._transport.api
        )

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
        core_api = self._hubspot.crm.properties.core_api
        answer = self._call(core_api.get_all, object_type)
        return tuple(answers.property_(described) for described in answer["results"])

    def owners(self) -> tuple[Person, ...]:
        """Archived ones too, as inactive: old companies still name them."""
        return (*self._owners(archived=False), *self._owners(archived=True))

    def create_key_property(self) -> None:
        """Make the property that holds the account's id, in a group of its own."""
        properties = self._hubspot.crm.properties
        create_key_property(
            self.properties,
            lambda body: self._call(properties.groups_api.create, "companies", body),
            lambda body: self._call(properties.core_api.create, "companies", body),
        )

    def list_companies(
        self, after: str | None, properties: Sequence[str]
    ) -> tuple[tuple[Company, ...], str | None]:
        position = {} if after is None else {"after": after}
        answer = self._call(
            self._hubspot.crm.companies.basic_api.get_page,
            limit=batches.BATCH,
            properties=list(properties),
            **position,
        )
        companies = tuple(answers.company(row) for row in answer["results"])
        return companies, _next(answer)

    def search_changed(
        self, cursor: Cursor, properties: Sequence[str] = ()
    ) -> ChangedPage:
        """The next page; ``changes.changed_since`` gives the first cursor.

        HubSpot's search lags behind its records by seconds, at times minutes.
        """
        answer = self._search(changes.search(cursor, properties))
        found = [answers.company(row) for row in answer["results"]]
        return changes.page(cursor, found, more=_next(answer) is not None)

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
        body: dict[str, Any] = {
            "properties": [*properties, id_property or MERGED],
            "propertiesWithHistory": list(history),
        }
        if id_property:
            body["idProperty"] = id_property
        found: dict[str, Company] = {}
        for start in range(0, len(wanted), size):
            asked = wanted[start : start + size]
            found |= self._read(asked, body, id_property)
        return found

    def update_companies(
        self, changes: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By company id; None clears a property."""
        return self._write(changes, self._update)

    def upsert_companies(
        self, key_property: str, records: Mapping[str, Mapping[str, str | None]]
    ) -> dict[str, Written | CrmError]:
        """By the value of a unique property."""
        return self._write(records, lambda rows: self._upsert(key_property, rows))

    def count_companies(self) -> int:
        total: int = self._search({"limit": 1})["total"]
        return total

    def check_scopes(self) -> list[str]:
        """The scopes for reading that the token lacks; writing tells when it writes."""
        crm = self._hubspot.crm
        probes: tuple[Callable[[], Any], ...] = (
            lambda: self._call(crm.companies.basic_api.get_page, limit=1),
            lambda: self._call(crm.contacts.basic_api.get_page, limit=1),
            lambda: self._call(crm.owners.owners_api.get_page, limit=1),
        )
        return sorted({scope for probe in probes for scope in _lacking(probe)})

    def _details(self) -> urllib3.BaseHTTPResponse:
        """hubspot-api-client 12 has no account information."""
        return self._transport.request("GET", "/account-info/v3/details")

    def _owners(self, *, archived: bool) -> Iterator[Person]:
        after: str | None = None
        while True:
            position = {} if after is None else {"after": after}
            answer = self._call(
                self._hubspot.crm.owners.owners_api.get_page,
                limit=batches.BATCH,
                archived=archived,
                **position,
            )
            yield from (answers.owner(row) for row in answer["results"])
            after = _next(answer)
            if after is None:
                return

    def _search(self, body: Mapping[str, Any]) -> Any:
        return self._call(self._hubspot.crm.companies.search_api.do_search, body)

    def _read(
        self, asked: Sequence[str], body: dict[str, Any], id_property: str | None
    ) -> dict[str, Company]:
        inputs = {"inputs": [{"id": value} for value in asked]}
        answer = self._call(self._hubspot.crm.companies.batch_api.read, body | inputs)
        found: dict[str, Company] = {}
        for row in answer["results"]:
            company = answers.company(row)
            for name in _names(company, id_property):
                found[name] = company
        return {name: found[name] for name in asked if name in found}

    def _write(
        self, rows: batches.Rows, send: batches.Send
    ) -> dict[str, Written | CrmError]:
        results: dict[str, Written | CrmError] = {}
        for chunk in batches.chunks(rows):
            results |= batches.write(chunk, send)
        return results

    def _update(self, rows: batches.Rows) -> batches.Answer:
        inputs = [
            {"id": key, "properties": _sent(row), "objectWriteTraceId": key}
            for key, row in rows.items()
        ]
        batch_api = self._hubspot.crm.companies.batch_api
        answer = self._call(batch_api.update, {"inputs": inputs})
        return _answer(rows, answer, lambda row: row["id"])

    def _upsert(self, key_property: str, rows: batches.Rows) -> batches.Answer:
        inputs = [
            {
                "id": key,
                "idProperty": key_property,
                "properties": _sent(row) | {key_property: key},
                "objectWriteTraceId": key,
            }
            for key, row in rows.items()
        ]
        batch_api = self._hubspot.crm.companies.batch_api
        answer = self._call(batch_api.upsert, {"inputs": inputs})
        return _answer(
            rows,
            answer,
            lambda row: (
                row["properties"].get(key_property) or row.get("objectWriteTraceId")
            ),
        )

    def _call(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The generated call without its model objects: they cost 12 ms a batch."""
        encoded = [
            orjson.dumps(argument) if isinstance(argument, dict) else argument
            for argument in args
        ]
        return self._json(operation(*encoded, _preload_content=False, **kwargs))

    def _json(self, response: urllib3.BaseHTTPResponse) -> Any:
        try:
            return orjson.loads(response.data)
        except orjson.JSONDecodeError as error:
            reason = "it answered something that is not JSON"
            raise unreachable(self._transport.host, reason) from error


def _next(answer: Mapping[str, Any]) -> str | None:
    after: str | None = answer.get("paging", {}).get("next", {}).get("after")
    return after


def _names(company: Company, id_property: str | None) -> Iterator[str]:
    """What the company may have been asked for by: its key, or its ids of old."""
    if id_property:
        yield company.properties[id_property] or ""
        return
    yield from (company.properties.get(MERGED) or "").split(";")
    yield company.id


def _sent(row: Mapping[str, str | None]) -> dict[str, str]:
    return {name: "" if value is None else value for name, value in row.items()}


def _answer(
    rows: batches.Rows,
    answer: Mapping[str, Any],
    key_of: Callable[[Mapping[str, Any]], str | None],
) -> batches.Answer:
    """Matched by key, never by position: HubSpot does not promise an order."""
    results: batches.Results = {}
    unnamed: CrmError | None = None
    for row in answer["results"]:
        results[key_of(row) or ""] = answers.written(row)
    for entry in answer.get("errors") or ():
        context = entry.get("context") or {}
        named = (*context.get("objectWriteTraceId", ()), *context.get("ids", ()))
        known = [key for key in named if key in rows]
        for key in known:
            results[key] = refused_record(f"company {key}", entry)
        if not known:
            unnamed = refused_record("a company of this batch", entry)
    return batches.Answer(
        {key: results[key] for key in rows if key in results}, unnamed
    )


def _lacking(probe: Callable[[], Any]) -> tuple[str, ...]:
    try:
        probe()
    except Fatal as refusal:
        if refusal.suspends != "permission":
            raise
        return missing_scopes(orjson.loads(refusal.raw)) or (refusal.message,)
    except Rejected:
        return ()
    return ()
