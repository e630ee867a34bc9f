"""The error bodies HubSpot was seen to send, each with a call that brings it about.

The words are those of the real answers; ids, names and values are the sandbox's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from integrations.sandbox.hubspot.crm import HubSpotCrm
from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.standing import StandingClock

if TYPE_CHECKING:
    from collections.abc import Mapping

Mark = Literal["rec", "doc"]
Call = Callable[[Api], Answer]
COMPANIES, CONTACTS = "/crm/v3/objects/companies", "/crm/v3/objects/contacts"
PROPERTIES = "/crm/v3/properties/companies"
CLIENT = "client_id=id&client_secret=secret"
INVALID = "VALIDATION_ERROR"
VALUES = "Property values were not valid"
ODD_JSON = r"Invalid input JSON on line \d+, column \d+"
BAD_LINK = "One or more associations are invalid"
AS_TEXT = r"Property values were not valid: \[.*"


@dataclass(frozen=True, slots=True)
class Recorded:
    """``says`` is a pattern of the message; ``has`` names the body's further keys."""

    name: str
    status: int
    call: Call
    says: str
    category: str = ""
    has: str = ""
    mark: Mark = "rec"


def asked(name: str) -> Call:
    """Whatever the call is, it is answered with this named error."""

    def call(api: Api) -> Answer:
        response = api.crm.named_error(name)
        return Answer(response.status, response.body, response.headers)

    return call


def with_token(token: str) -> Call:
    return lambda _: Api(token=token)("GET", COMPANIES)


def create(kind: str, **properties: object) -> Call:
    path = f"/crm/v3/objects/{kind}"
    return lambda api: api("POST", path, {"properties": properties})


def search(*filters: object, **more: object) -> Call:
    return lambda api: api.search(*filters, **more)


def batch(name: str, *inputs: object) -> Call:
    return lambda api: api.batch(name, *inputs)


def contacts(name: str, *inputs: object) -> Call:
    return lambda api: api("POST", f"{CONTACTS}/batch/{name}", {"inputs": inputs})


def grant(form: str) -> Call:
    return lambda _: Api(token="")("POST", "/oauth/v1/token", form.encode())


def add_property(name: str, kind: str, field_type: str) -> Call:
    order = {"name": name, "label": name, "type": kind, "fieldType": field_type}
    more = {"groupName": "companyinformation"}
    return lambda api: api("POST", PROPERTIES, order | more)


def after(first: Call, then: Call) -> Call:
    def call(api: Api) -> Answer:
        first(api)
        return then(api)

    return call


def two_days(api: Api) -> Answer:
    for name in ("founded", "closed"):
        add_property(name, "date", "date")(api)
    return create(
        "companies", name="A", founded="1684914035320", closed="1684914036292"
    )(api)


def taken_key(api: Api) -> Answer:
    api.made(name="A", **{KEY: "001A"})
    body = {"properties": {KEY: "001A"}}
    return api("PATCH", f"{COMPANIES}/{api.made(name='B')}", body)


def limited() -> Api:
    """However long its calls take, they come at one moment."""
    api = Api(HubSpotCrm(clock=StandingClock()))
    api.crm.settings.rate_limits = True
    return api


def ten_seconds(_: Api) -> Answer:
    api = limited()
    answers = [api("GET", COMPANIES) for _ in range(191)]
    return answers[-1]


def seventh_search(_: Api) -> Answer:
    api = limited()
    return [api.search() for _ in range(7)][-1]


def day_used_up(api: Api) -> Answer:
    api.crm.settings.rate_limits, api.crm.settings.daily_limit = True, 0
    return api("GET", COMPANIES)


def link(api: Api, type_id: int, from_id: str, to_id: str) -> Answer:
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}
    pair = {"from": {"id": from_id}, "to": {"id": to_id}, "types": [spec]}
    path = "/crm/v4/associations/contacts/companies/batch/create"
    return api("POST", path, {"inputs": [pair]})


def wrong_direction(api: Api) -> Answer:
    return link(api, 280, api.contact(email="a@b.example"), api.made(name="A"))


def linked_to_nobody(api: Api) -> Answer:
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}
    item = {"to": {"id": "54401"}, "types": [spec]}
    return api("POST", CONTACTS, {"properties": {}, "associations": [item]})


def linked_to_itself(api: Api) -> Answer:
    own = api.made(name="A")
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 450}
    rows = [
        {"from": {"id": a}, "to": {"id": b}, "types": [spec]}
        for a, b in ((own, "unknown_id"), (own, own))
    ]
    path = "/crm/v4/associations/companies/companies/batch/create"
    return api("POST", path, {"inputs": rows})


def dynamic_list(api: Api) -> Answer:
    api.crm.reset(1, {"lists": 2})
    return api("PUT", "/crm/v3/lists/2/memberships/add", ["1"])


def other_client(_: Api) -> Answer:
    api = Api(token="")
    form = b"grant_type=authorization_code&code=c&client_id=a&client_secret=s"
    token = api("POST", "/oauth/v1/token", form).json["refresh_token"]
    again = f"grant_type=refresh_token&refresh_token={token}&{CLIENT}"
    return api("POST", "/oauth/v1/token", again.encode())


def ann(properties: Mapping[str, str], **more: str) -> dict[str, object]:
    return {"properties": {"email": "ann@a.example", **properties}, **more}


FIRST_ANN = create("contacts", email="ann@a.example")
NOBODY = {"first000name": "A", "last000name": "B"}
