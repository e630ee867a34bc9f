"""Lists, and who is on them."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from integrations.errors import Rejected
from integrations.hubspot import answers
from integrations.hubspot.batches import BATCH
from integrations.records import ContactList
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from integrations.hubspot.caller import Caller

LIST_NOT_FOUND = "LIST_NOT_FOUND"
CONTACTS = "0-1"
LISTS, MEMBERS = 500, 250  # documented: the most that a page holds
SIZE = "hs_list_size"
MEMBERSHIPS = "/crm/v3/lists/records/memberships/batch/read"


def contact_list(call: Caller, list_id: str) -> ContactList:
    with of_list(list_id):
        answer = call(call.crm.lists.lists_api.get_by_id, list_id)
    return _list(answer["list"])


def contact_lists(call: Caller) -> Iterator[ContactList]:
    """HubSpot cannot be asked for the lists of one kind of record."""
    body = {"offset": 0, "count": LISTS, "additionalProperties": [SIZE]}
    more = True
    while more:
        answer = call(call.crm.lists.lists_api.do_search, body)
        found = map(_list, answer["lists"])
        yield from (each for each in found if each.object_type_id == CONTACTS)
        body["offset"], more = answer["offset"], answer["hasMore"]


def members(
    call: Caller, list_id: str, after: str | None
) -> tuple[tuple[str, ...], str | None]:
    get_page = call.crm.lists.memberships_api.get_page
    with of_list(list_id):
        answer = call(get_page, list_id, limit=MEMBERS, **answers.position(after))
    ids = tuple(str(row["recordId"]) for row in answer["results"])
    return ids, answers.following(answer)


def lists_of(call: Caller, contact_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    wanted = list(dict.fromkeys(contact_ids))
    found: dict[str, frozenset[str]] = dict.fromkeys(wanted, frozenset())
    for start in range(0, len(wanted), BATCH):
        inputs = [
            {"objectTypeId": CONTACTS, "recordId": id_}
            for id_ in wanted[start : start + BATCH]
        ]
        answer = call.path("POST", MEMBERSHIPS, {"inputs": inputs})
        for row in answer["results"]:
            held = row["recordListMemberships"]
            found[str(row["recordId"])] = frozenset(str(it["listId"]) for it in held)
    return found


@contextmanager
def of_list(list_id: str) -> Iterator[None]:
    """A call about a list that is not there is refused by name."""
    try:
        yield
    except Rejected as refusal:
        if refusal.status != HTTPStatus.NOT_FOUND:
            raise
        raise _gone(list_id, refusal) from refusal


def _list(row: Mapping[str, Any]) -> ContactList:
    """Lists that are searched for tell their size among the additional properties."""
    size = row.get("size", (row.get("additionalProperties") or {}).get(SIZE))
    return ContactList(
        id=str(row["listId"]),
        name=row["name"],
        object_type_id=row["objectTypeId"],
        dynamic=row["processingType"] == "DYNAMIC",
        size=None if size is None else int(size),
    )


def _gone(list_id: str, refusal: Rejected) -> Rejected:
    return Rejected(
        said(
            "HubSpot has no list %(id)s: it was deleted, or is another account's."
            " Restore it in HubSpot, or choose another one under Limiting what syncs.",
            id=list_id,
        ),
        crm="hubspot",
        code=LIST_NOT_FOUND,
        status=refusal.status,
        raw=refusal.raw,
    )
