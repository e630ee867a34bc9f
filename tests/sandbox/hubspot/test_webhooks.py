"""Events that are really sent, signed and sent again (reference, section 2.9)."""

from __future__ import annotations

from threading import Event as Moment
from typing import TYPE_CHECKING, Any, cast

import pytest
import requests
from hubspot.utils.signature import Signature

from integrations.sandbox.hubspot.webhooks.signatures import v3
from integrations.sandbox.orders import OrderError
from tests.sandbox.hubspot.receiver import SECRET, Receiver, receiving

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request
    from tests.sandbox.hubspot.api import Api
    from tests.sandboxes import Sandbox

COMPANIES = "/crm/v3/objects/companies"
FRAME = {"eventId", "subscriptionId", "portalId", "appId", "occurredAt"} | {
    *("subscriptionType", "attemptNumber", "objectId", "changeSource", "sourceId"),
}


def _state(api: Api) -> dict[str, Any]:
    return cast("dict[str, Any]", api.crm.controls["GET", "webhooks"]({}))


def _settled(api: Api) -> dict[str, Any]:
    """The state as soon as nothing is on its way any more."""
    for _ in range(2000):
        if not _state(api)["pending"]:
            break
        Moment().wait(0.01)
    return _state(api)


def test_run_the_published_example_has_its_signature() -> None:
    body, uri = (
        b"{'example_field':'example_value'}",
        "https://www.example.com/webhook_uri",
    )
    expected = "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="
    assert v3(SECRET, uri, body, 1693657560000) == expected


def test_doc_a_few_characters_of_the_address_are_decoded_before_signing() -> None:
    encoded = v3(SECRET, "https://a.example/x%3Ay%20z%2C", b"", 1)
    assert encoded == v3(SECRET, "https://a.example/x:y%20z,", b"", 1)


@pytest.mark.parametrize(
    ("version", "header"),
    [("v1", "x-hubspot-signature"), ("v3", "x-hubspot-signature-v3")],
)
def test_run_hubspots_own_library_accepts_the_signature(
    api: Api, version: str, header: str
) -> None:
    with receiving(api) as receiver:
        api.made(name="Acmé")
        request = receiver.request()
        assert _accepted(receiver, request, version, header)
        request.body += b" "
        assert not _accepted(receiver, request, version, header)


def _accepted(receiver: Receiver, request: Request, version: str, header: str) -> bool:
    valid: bool = Signature.is_valid(
        signature=request.headers[header],
        client_secret=SECRET,
        request_body=request.body.decode(),
        http_uri=receiver.url,
        signature_version=version,
        timestamp=request.headers["x-hubspot-request-timestamp"],
    )
    return valid


def test_doc_a_new_company_is_told(api: Api) -> None:
    with receiving(api, subscriptions=["company.creation"]) as receiver:
        company = api.made(name="Acme")
        [event] = receiver.events()
    assert set(event) == FRAME | {"changeFlag"}
    assert event["subscriptionType"] == "company.creation"
    assert (event["objectId"], event["changeFlag"]) == (int(company), "NEW")
    assert (event["changeSource"], event["attemptNumber"]) == ("INTEGRATION", 0)


def test_doc_each_changed_property_is_an_event(api: Api) -> None:
    company = api.made(name="Acme", city="Rome")
    with receiving(api, subscriptions=["company.propertyChange"]) as receiver:
        body = {"properties": {"name": "Acme", "city": "", "phone": "1"}}
        api("PATCH", f"{COMPANIES}/{company}", body)
        events = receiver.told(2)
    assert {e["propertyName"]: e["propertyValue"] for e in events} == {
        "city": "",
        "phone": "1",
    }
    assert set(events[0]) == FRAME | {"propertyName", "propertyValue", "isSensitive"}


def test_doc_only_the_properties_subscribed_to_are_told(api: Api) -> None:
    with receiving(
        api, subscriptions=["company.propertyChange"], properties=["phone"]
    ) as receiver:
        api.made(name="Acme", phone="1")
        assert [event["propertyName"] for event in receiver.events()] == ["phone"]


def test_doc_a_change_tells_who_made_it(api: Api) -> None:
    company = api.made(name="Acme")
    with receiving(api, properties=["name"]) as receiver:
        order = {"object": "company", "id": company, "properties": {"name": "B"}}
        api.crm.controls["POST", "edit"](order)
        [event] = receiver.events()
    assert (event["changeSource"], event["sourceId"]) == ("CRM_UI", "userId:1001")


def test_doc_a_deletion_and_a_restoration_are_told(api: Api) -> None:
    company = api.made(name="Acme")
    with receiving(api) as receiver:
        api("DELETE", f"{COMPANIES}/{company}")
        [deleted] = receiver.events()
        api.crm.controls["POST", "restore"]({"object": "companies", "id": company})
        [restored] = receiver.events()
    assert deleted["subscriptionType"] == "company.deletion"
    assert deleted["changeFlag"] == "DELETED"
    assert restored["subscriptionType"] == "company.restore"


def test_doc_a_merge_tells_the_old_ids_and_the_new_one(api: Api) -> None:
    one, two = api.made(name="One"), api.made(name="Two", city="Rome", phone="1")
    with receiving(api) as receiver:
        order = {"primaryObjectId": one, "objectIdToMerge": two}
        survivor = api("POST", f"{COMPANIES}/merge", order).json["id"]
        [event] = receiver.events()
    assert event["subscriptionType"] == "company.merge"
    assert event["primaryObjectId"] == int(one)
    assert event["mergedObjectIds"] == [int(two)]
    assert event["newObjectId"] == event["objectId"] == int(survivor)
    assert event["numberOfPropertiesMoved"] == 2


def test_doc_an_association_is_told_in_both_directions(api: Api) -> None:
    contact, company = api.contact(lastname="Ann"), api.made(name="Acme")
    kinds = [f"{kind}.associationChange" for kind in ("contact", "company")]
    with receiving(api, subscriptions=kinds) as receiver:
        path = f"/crm/v4/objects/contacts/{contact}/associations"
        api("PUT", f"{path}/default/companies/{company}")
        made = receiver.told(4)
        api("DELETE", f"{path}/companies/{company}")
        gone = receiver.told(4)
    told = {(e["associationType"], e["isPrimaryAssociation"]) for e in made}
    both = ("CONTACT_TO_COMPANY", "COMPANY_TO_CONTACT")
    assert told == {(name, primary) for name in both for primary in (False, True)}
    assert {(e["fromObjectId"], e["toObjectId"]) for e in made} == {
        (int(contact), int(company)),
        (int(company), int(contact)),
    }
    assert [e["associationRemoved"] for e in made + gone] == [False] * 4 + [True] * 4


def test_doc_the_generic_types_name_the_object_type_apart(api: Api) -> None:
    with receiving(api, generic=True) as receiver:
        api.contact(lastname="Ann")
        first = receiver.events()[0]
    assert first["subscriptionType"] == "object.creation"
    assert first["objectTypeId"] == "0-1"


def test_doc_a_request_has_a_hundred_events_at_most(api: Api) -> None:
    with receiving(api, subscriptions=["company.propertyChange"]) as receiver:
        row = {"properties": {"name": "A", "city": "Rome", "phone": "1"}}
        api.batch("create", *[row] * 70)
        sizes: list[int] = []
        while sum(sizes) < 280:
            sizes.append(len(receiver.events()))
    assert sorted(sizes) == [80, 100, 100]


def test_doc_what_is_not_taken_is_sent_again(api: Api) -> None:
    with receiving(api, subscriptions=["company.creation"]) as receiver:
        receiver.statuses = [500, 404, 302]
        api.made(name="Acme")
        attempts = [receiver.events()[0]["attemptNumber"] for _ in range(4)]
        assert attempts == [0, 1, 2, 3]
        assert _settled(api)["delivered"] == 1


def test_doc_after_ten_repeats_it_is_given_up(api: Api) -> None:
    with receiving(api, subscriptions=["company.creation"]) as receiver:
        receiver.statuses = [503] * 99
        api.made(name="Acme")
        attempts = [receiver.events()[0]["attemptNumber"] for _ in range(11)]
        assert attempts == list(range(11))
        assert _settled(api)["given_up"] == 1
        assert receiver.came.empty()


def test_every_event_of_many_calls_arrives_once(api: Api) -> None:
    with receiving(api, subscriptions=["company.creation"]) as receiver:
        made = {int(api.made(name=f"N{number}")) for number in range(40)}
        assert {event["objectId"] for event in receiver.told(40)} == made
        assert _settled(api)["sent"] == 40


def test_nobody_is_told_any_more_after_the_webhooks_are_closed(api: Api) -> None:
    with receiving(api) as receiver:
        api.crm.controls["DELETE", "webhooks"]({})
        api.made(name="Acme")
    assert receiver.came.empty()
    assert _state(api)["url"] is None


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"url": "http://127.0.0.1:1"}, "need"),
        ({"url": "https://api.example", "client_secret": "s"}, "on this machine"),
        ({"subscriptions": "company.creation"}, "cannot be"),
        (
            {
                "url": "http://127.0.0.1:1",
                "client_secret": "s",
                "subscriptions": ["deal.creation"],
            },
            "deal.creation",
        ),
    ],
    ids=["no secret", "far away", "no list", "unknown"],
)
def test_an_order_that_makes_no_sense_is_refused(
    api: Api, order: object, reason: str
) -> None:
    with pytest.raises(OrderError, match=reason):
        api.crm.controls["POST", "webhooks"](order)


def test_webhooks_are_set_by_a_control_call(hubspot_sandbox: Sandbox) -> None:
    url = f"{hubspot_sandbox.url}/__sandbox__/webhooks"
    order = {"url": "http://127.0.0.1:9/", "client_secret": SECRET}
    assert requests.post(url, json=order, timeout=30).json()["url"] == order["url"]
    assert requests.get(url, timeout=30).json()["pending"] == 0
    assert requests.delete(url, timeout=30).json()["url"] is None
    assert requests.post(url, json={}, timeout=30).status_code == 400
