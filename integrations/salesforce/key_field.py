"""The Account field that holds the company's id: an upsert by it never makes two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.errors import Fatal, Rejected
from integrations.records import KEY_FIELD
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.errors import CrmError
    from integrations.records import Field


DEFINITION: Mapping[str, object] = {
    "FullName": f"Account.{KEY_FIELD}",
    "Metadata": {
        "label": "HubSpot Company ID",
        "type": "Text",
        "length": 64,
        "externalId": True,
        "unique": True,
        "caseSensitive": True,
    },
}
REPAIR = said(
    "In Salesforce open Setup > Object Manager > Account > Fields & Relationships > "
    "HubSpot Company ID, tick Unique and External ID, and under Set Field-Level "
    "Security make it visible and editable for the connected user's profile."
)
STEPS = said(
    "In Salesforce open Setup > Object Manager > Account > Fields & Relationships, "
    "choose New > Text, label 'HubSpot Company ID', length 64, field name "
    "'HubSpot_Company_Id', tick Unique (case sensitive) and External ID, and make it "
    "visible and editable for the connected user's profile."
)


def create_key_field(
    describe: Callable[[], tuple[Field, ...]],
    post: Callable[[str, Mapping[str, object]], object],
) -> None:
    if _usable(_find(describe())):
        return
    _create(post)
    if not _usable(_find(describe())):
        raise Rejected(
            said(
                "The Account field %(name)s exists, but the connected user cannot write"
                " it, or it is no unique external id.",
                name=KEY_FIELD,
            )
            + f" {REPAIR}",
            crm="salesforce",
            code="KEY_FIELD_HIDDEN",
            fields=(KEY_FIELD,),
        )


def _create(post: Callable[[str, Mapping[str, object]], object]) -> None:
    try:
        post("tooling/sobjects/CustomField", DEFINITION)
    except Rejected as refusal:
        if refusal.code != "DUPLICATE_DEVELOPER_NAME":
            raise _by_hand(refusal) from refusal
    except Fatal as refusal:
        if refusal.suspends != "permission":
            raise
        raise _by_hand(refusal) from refusal


def _find(fields: tuple[Field, ...]) -> Field | None:
    return next((field for field in fields if field.name == KEY_FIELD), None)


def _usable(field: Field | None) -> bool:
    return field is not None and (
        field.external_id and field.unique and field.createable and field.updateable
    )


def _by_hand(error: CrmError) -> Rejected:
    return Rejected(
        said(
            "Syncadmin may not create the Account field %(name)s: %(why)s Create it by"
            " hand: %(steps)s",
            name=KEY_FIELD,
            why=error.message,
            steps=STEPS,
        ),
        crm="salesforce",
        code=error.code,
        status=error.status,
        raw=error.raw,
        fields=(KEY_FIELD,),
    )
