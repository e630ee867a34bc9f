"""Which contacts belong to which companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.hubspot import answers
from integrations.hubspot.errors import refused_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from integrations.hubspot.caller import Caller

MOST = 1_000
NONE_FOUND = "crm.associations.NO_ASSOCIATIONS_FOUND"
PRIMARY_COMPANY = 1  # documented: the contact's own type of association


def contacts_of(call: Caller, company_ids: Iterable[str]) -> dict[str, list[str]]:
    found = _associated(call, "companies", "contacts", company_ids)
    return {id_: [str(to["toObjectId"]) for to in tos] for id_, tos in found.items()}


def companies_of(call: Caller, contact_ids: Iterable[str]) -> dict[str, list[str]]:
    found = _associated(call, "contacts", "companies", contact_ids)
    return {
        id_: [str(to["toObjectId"]) for to in sorted(tos, key=_is_secondary)]
        for id_, tos in found.items()
    }


def _associated(
    call: Caller, from_: str, to: str, ids: Iterable[str]
) -> dict[str, list[Mapping[str, Any]]]:
    """One with more than a page of them is asked again from where its page ended."""
    found: dict[str, list[Mapping[str, Any]]] = {id_: [] for id_ in ids}
    inputs = [{"id": id_} for id_ in found]
    while inputs:
        chunk, inputs = inputs[:MOST], inputs[MOST:]
        answer = call(
            call.crm.associations.v4.batch_api.get_page, from_, to, {"inputs": chunk}
        )
        _refuse_other_errors(answer)
        for result in answer["results"]:
            found.setdefault(str(result["from"]["id"]), []).extend(result["to"])
        inputs += _continued(answer["results"])
    return found


def _continued(results: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for result in results:
        if after := answers.following(result):
            yield {"id": str(result["from"]["id"]), "after": after}


def _refuse_other_errors(answer: Mapping[str, Any]) -> None:
    """A record without associations is an error too (recorded); no other may pass
    for one, or a company would seem to have no contact."""
    for entry in answer.get("errors") or ():
        if entry.get("subCategory") != NONE_FOUND:
            raise refused_record("reading associations", entry)


def _is_secondary(to: Mapping[str, Any]) -> bool:
    return all(type_["typeId"] != PRIMARY_COMPANY for type_ in to["associationTypes"])
