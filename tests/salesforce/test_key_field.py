from __future__ import annotations

import pytest

from integrations.errors import Fatal, Rejected
from integrations.records import KEY_FIELD, Field
from integrations.salesforce.errors import refused_call
from integrations.salesforce.key_field import create_key_field

USABLE = Field(KEY_FIELD, "HubSpot Company ID", "string", external_id=True, unique=True)
HIDDEN = Field(
    KEY_FIELD,
    "HubSpot Company ID",
    "string",
    external_id=True,
    unique=True,
    updateable=False,
)


class Org:
    """Describes ``before`` until a field is made, then ``after``."""

    def __init__(
        self, before: tuple[Field, ...] = (), after: tuple[Field, ...] = ()
    ) -> None:
        self.fields = before
        self.after = after
        self.refusal: Exception | None = None
        self.made: list[str] = []

    def describe(self) -> tuple[Field, ...]:
        return self.fields

    def post(self, path: str, body: object) -> None:
        self.made.append(path)
        self.fields = self.after
        if self.refusal:
            raise self.refusal


def refusal(status: int, code: str) -> Exception:
    body = f'[{{"errorCode": "{code}", "message": "not you"}}]'
    return refused_call(status, body.encode(), "acme.my.salesforce.com")


def test_a_field_that_is_there_is_left_alone() -> None:
    org = Org(before=(USABLE,))
    create_key_field(org.describe, org.post)
    assert org.made == []


def test_a_field_another_made_meanwhile_is_fine() -> None:
    org = Org(after=(USABLE,))
    org.refusal = refusal(400, "DUPLICATE_DEVELOPER_NAME")
    create_key_field(org.describe, org.post)
    assert org.made == ["tooling/sobjects/CustomField"]


@pytest.mark.parametrize("after", [(), (HIDDEN,)])
def test_a_field_nobody_may_write_names_the_way_out(after: tuple[Field, ...]) -> None:
    org = Org(after=after)
    with pytest.raises(Rejected, match="Set Field-Level Security"):
        create_key_field(org.describe, org.post)


@pytest.mark.parametrize(
    ("status", "code"), [(403, "INSUFFICIENT_ACCESS"), (404, "NOT_FOUND")]
)
def test_without_the_right_to_make_it_the_steps_by_hand_are_told(
    status: int, code: str
) -> None:
    org = Org()
    org.refusal = refusal(status, code)
    with pytest.raises(
        Rejected, match="Create it by hand: In Salesforce open"
    ) as caught:
        create_key_field(org.describe, org.post)
    assert caught.value.fields == (KEY_FIELD,)


def test_a_session_that_ended_is_no_missing_right() -> None:
    org = Org()
    org.refusal = refusal(401, "INVALID_SESSION_ID")
    with pytest.raises(Fatal):
        create_key_field(org.describe, org.post)
