"""Companies: pages of all, some by their ids, two made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.hubspot import answers
from integrations.hubspot.batches import BATCH
from integrations.hubspot.changes import STAMP
from integrations.hubspot.reading import read_rows, search_changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.hubspot.caller import Caller
    from integrations.hubspot.changes import ChangedPage, Cursor
    from integrations.records import Company

CompanyPage = tuple[tuple["Company", ...], str | None]


def page(
    call: Caller, after: str | None, properties: Sequence[str], **which: bool
) -> CompanyPage:
    """``archived=True``: those in the recycle bin."""
    answer = call(
        call.crm.companies.basic_api.get_page,
        limit=BATCH,
        properties=list(properties),
        **answers.position(after),
        **which,
    )
    companies = tuple(answers.company(row) for row in answer["results"])
    return companies, answers.following(answer)


def read(
    call: Caller,
    ids: Sequence[str],
    properties: Sequence[str],
    id_property: str | None,
    history: Sequence[str],
) -> dict[str, Company]:
    also = id_property or answers.MERGED
    body: dict[str, Any] = {"properties": list({also: 0} | dict.fromkeys(properties))}
    if history:
        body["propertiesWithHistory"] = list(history)
    if id_property:
        body["idProperty"] = id_property
    found = {
        name: company
        for row in read_rows(call, call.crm.companies.batch_api.read, ids, body)
        for company in (answers.company(row),)
        for name in answers.names(company, id_property)
    }
    return {value: found[value] for value in dict.fromkeys(ids) if value in found}


def changed(
    call: Caller, cursor: Cursor, properties: Sequence[str]
) -> ChangedPage[Company]:
    search = call.crm.companies.search_api.do_search
    return search_changed(call, search, cursor, properties, answers.company, STAMP)


def merge(call: Caller, primary_id: str, other_id: str) -> str:
    body = {"primaryObjectId": primary_id, "objectIdToMerge": other_id}
    merged: str = call(call.crm.companies.basic_api.merge, body)["id"]
    return merged
