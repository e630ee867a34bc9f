"""What the CRMs' admins change is seen in the status of the mappings (M1, M6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.engine.clients import NotConnected
from integrations.engine.freshness import freshen, refresh
from integrations.engine.mapping_change import add
from integrations.engine.mapping_check import Draft
from integrations.engine.mappings import judge, usable
from integrations.models import Connection, Mapping
from tests.engine.schemas import (
    change_property,
    create_field,
    create_property,
    delete_field,
    delete_property,
    dropdown,
    picklist,
)

if TYPE_CHECKING:
    from tests.engine.world import World

PAIRED = {"red": "Red", "blue": "Blue"}


def shade(world: World, values: dict[str, str] | None = None) -> Mapping:
    refresh(world.integration)
    draft = Draft("shade", "Shade__c", "two_way", values or {})
    return add(world.integration, draft, user=None)


def coloured(world: World) -> str:
    """A dropdown mapped with a picklist; returns the id of the picklist."""
    create_property(world, "shade", **dropdown("red", "blue"))
    field_id = create_field(world, "Shade__c", "Picklist", **picklist("Red", "Blue"))
    assert shade(world, PAIRED).status == Mapping.Status.OK
    return field_id


def status() -> tuple[str, str]:
    row = Mapping.objects.get(property="shade")
    return row.status, row.problem


def is_used(world: World) -> bool:
    found = usable(world.integration, world.integration.mappings.all())
    return any(mapping.property.name == "shade" for mapping in found)


def test_refreshing_counts_and_names_what_came_and_went(world: World) -> None:
    create_property(world, "shade")
    field_id = create_field(world, "Shade__c")
    first = refresh(world.integration)
    assert first.came == ["Salesforce Shade (Shade__c)", "HubSpot Shade (shade)"]
    assert first.gone == []
    delete_property(world, "shade")
    delete_field(world, field_id)
    second = refresh(world.integration)
    assert second.gone == first.came
    assert (second.fields, second.properties) == (
        first.fields - 1,
        first.properties - 1,
    )


def test_a_deleted_property_is_an_error_until_it_is_back(world: World) -> None:
    create_property(world, "shade")
    create_field(world, "Shade__c")
    shade(world)
    delete_property(world, "shade")
    refresh(world.integration)
    assert status()[0] == Mapping.Status.ERROR
    assert "HubSpot has no company property 'shade'." in status()[1]
    assert not is_used(world)
    create_property(world, "shade")
    refresh(world.integration)
    assert status() == (Mapping.Status.OK, "")
    assert is_used(world)


def test_a_deleted_field_is_an_error(world: World) -> None:
    create_property(world, "shade")
    field_id = create_field(world, "Shade__c")
    shade(world)
    delete_field(world, field_id)
    refresh(world.integration)
    assert status()[0] == Mapping.Status.ERROR
    assert "Salesforce has no account field 'Shade__c'." in status()[1]


def test_a_field_of_another_type_is_an_error(world: World) -> None:
    create_property(world, "shade")
    field_id = create_field(world, "Shade__c")
    shade(world)
    delete_field(world, field_id)
    create_field(world, "Shade__c", "Checkbox")
    refresh(world.integration)
    assert status()[0] == Mapping.Status.ERROR
    assert "Shade a Checkbox field" in status()[1]


def test_a_field_nobody_may_edit_any_more_is_an_error_that_says_the_remedy(
    world: World,
) -> None:
    create_property(world, "shade")
    create_field(world, "Shade__c")
    shade(world)
    salesforce = world.integration.connections.get(crm=Connection.Crm.SALESFORCE)
    for field in salesforce.metadata["fields"]:
        if field["name"] == "Shade__c":
            field["updateable"] = False
    salesforce.save()
    judge(world.integration)
    assert status()[0] == Mapping.Status.ERROR
    assert "let it edit the field if Salesforce allows that" in status()[1]
    assert not is_used(world)


def test_a_new_picklist_value_warns_until_it_has_a_partner(world: World) -> None:
    field_id = coloured(world)
    delete_field(world, field_id)
    create_field(world, "Shade__c", "Picklist", **picklist("Red", "Blue", "Green"))
    refresh(world.integration)
    assert status()[0] == Mapping.Status.WARNING
    assert "'Green' of Salesforce's Shade has no partner" in status()[1]
    assert is_used(world)


def test_a_deleted_picklist_value_warns_and_the_others_go_on_syncing(
    world: World,
) -> None:
    field_id = coloured(world)
    world.switch_on()
    delete_field(world, field_id)
    create_field(world, "Shade__c", "Picklist", **picklist("Red"))
    refresh(world.integration)
    assert status()[0] == Mapping.Status.WARNING
    assert "Salesforce's Shade has no option 'Blue'." in status()[1]
    red = world.create_account(Name="Red & Sons", Shade__c="Red")
    world.sync()
    company = world.record(red).company_id or ""
    assert world.company(company, "shade")["shade"] == "red"
    world.wait_for_the_next_second()
    world.change_company(company, shade="blue")
    world.sync()
    assert world.record(red).status == "failing"
    [error] = world.record(red).errors.filter(solved_at=None)
    assert (error.property, error.value) == ("shade", "Blue")
    assert world.account(red)["Shade__c"] == "Red"


def test_a_deleted_option_warns(world: World) -> None:
    coloured(world)
    change_property(world, "shade", options=dropdown("red")["options"])
    refresh(world.integration)
    assert status()[0] == Mapping.Status.WARNING
    assert "HubSpot's Shade has no option 'blue'." in status()[1]


def test_a_refresh_names_types_lengths_and_permissions_that_changed(
    world: World,
) -> None:
    field_id = coloured(world)
    delete_field(world, field_id)
    create_field(world, "Shade__c", length=40)
    salesforce = world.integration.connections.get(crm=Connection.Crm.SALESFORCE)
    for field in salesforce.metadata["fields"]:
        if field["name"] == "Site":
            field.update(updateable=False, length=10)
    salesforce.save()
    told = "\n".join(refresh(world.integration).changed)
    assert "Shade (Shade__c): type Picklist → Text" in told
    assert "(Site): length 10 → 80, can be written now" in told
    assert refresh(world.integration).changed == []


def test_what_is_wrong_with_a_mapping_that_does_not_sync_is_nobodys_worry(
    world: World,
) -> None:
    create_property(world, "shade")
    create_field(world, "Shade__c")
    row = shade(world)
    Mapping.objects.filter(pk=row.pk).update(rule=Mapping.Rule.NONE)
    delete_property(world, "shade")
    refresh(world.integration)
    assert status() == (Mapping.Status.OK, "")


@pytest.mark.parametrize(("hours", "read"), [(23, False), (25, True)])
def test_fields_are_read_anew_once_a_day(
    world: World, hours: int, *, read: bool
) -> None:
    create_property(world, "shade")
    long_ago = timezone.now() - timedelta(hours=hours)
    world.integration.connections.update(metadata_at=long_ago)
    world.forget_requests()
    freshen(world.integration)
    assert bool(world.hubspot.requests()["total"]) is read
    hubspot = world.integration.connections.get(crm=Connection.Crm.HUBSPOT)
    names = {property["name"] for property in hubspot.metadata["properties"]}
    assert ("shade" in names) is read


def test_a_crm_that_does_not_answer_is_asked_again_in_an_hour(world: World) -> None:
    long_ago = timezone.now() - timedelta(hours=25)
    world.integration.connections.update(metadata_at=long_ago)
    world.hubspot.fail(".*", {"status": 401, "body": None})
    freshen(world.integration)
    for connection in world.integration.connections.all():
        assert connection.metadata_at
        next_time = connection.metadata_at + timedelta(days=1)
        left = next_time - timezone.now()
        assert timedelta(minutes=50) < left <= timedelta(hours=1)


def test_nothing_is_refreshed_without_connections(empty_world: World) -> None:
    with pytest.raises(NotConnected):
        refresh(empty_world.integration)
