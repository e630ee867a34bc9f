"""Why?: a mapping's problem stands in the way only of the records it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.explain import explain
from integrations.models import Mapping
from tests.views.builders import sync_error

if TYPE_CHECKING:
    from integrations.engine.explanation import Step
    from tests.engine.world import World

WARNING = "Salesforce's Industry has values without a partner: Other."


@pytest.fixture
def warned(synced: World) -> World:
    """Only the industry warns, of the value Other."""
    mappings = synced.integration.mappings
    mappings.update(status=Mapping.Status.OK, problem="")
    mappings.filter(property="industry").update(
        status=Mapping.Status.WARNING, problem=WARNING
    )
    return synced


def told(world: World, account_id: str) -> Step:
    found = explain(world.integration, account_id=account_id)
    return next(it for it in found.steps if it.code == "mappings")


def one_has_a_problem(world: World) -> str:
    syncing = world.integration.mappings.exclude(rule="none").count()
    return f"{syncing - 1} field mappings sync, 1 has a problem."


def test_a_warning_about_other_values_is_for_information(warned: World) -> None:
    step = told(warned, warned.create_account(Name="Acme", Industry="Banking"))
    assert step.tone == "info"
    assert "1 with a warning, which holds up only the values it is about" in step.text
    assert [str(it) for it in step.points] == [f"industry ↔ Industry: {WARNING}"]


def test_a_company_that_creates_no_account_is_not_held_up_by_it(warned: World) -> None:
    company_id = warned.create_company(name="Quoted", industry="BANKING")
    found = explain(warned.integration, company_id=company_id)
    tones = {it.code: it.tone for it in found.steps}
    assert tones["mappings"] == "info"


def test_a_warning_about_its_own_value_stands_in_the_way(warned: World) -> None:
    step = told(warned, warned.create_account(Name="Acme", Industry="Other"))
    assert step.tone == "warn"
    assert step.text == one_has_a_problem(warned)


def test_so_does_one_whose_value_salesforce_refused(warned: World) -> None:
    account_id = warned.create_account(Name="Acme", Industry="Banking")
    warned.sync()
    sync_error(warned.record(account_id), "Refused.", property="industry")
    assert told(warned, account_id).tone == "warn"


def test_a_mapping_that_cannot_sync_stands_in_the_way_of_all(warned: World) -> None:
    warned.integration.mappings.filter(property="city").update(
        status=Mapping.Status.ERROR, problem="The field is gone."
    )
    step = told(warned, warned.create_account(Name="Acme"))
    assert step.tone == "warn"
    assert step.text == one_has_a_problem(warned)
    assert [str(it) for it in step.points] == ["city ↔ BillingCity: The field is gone."]


def test_two_that_cannot_sync_are_counted_apart_from_those_that_do(
    warned: World,
) -> None:
    mappings = warned.integration.mappings
    broken = mappings.filter(property__in=["city", "phone"])
    assert broken.update(status=Mapping.Status.ERROR, problem="Gone.") == 2
    step = told(warned, warned.create_account(Name="Acme"))
    rest = mappings.exclude(rule="none").count() - 2
    assert step.text == f"{rest} field mappings sync, 2 have a problem."


def test_nothing_is_told_of_mappings_that_do_not_sync(warned: World) -> None:
    warned.integration.mappings.filter(property="industry").update(rule="none")
    step = told(warned, warned.create_account(Name="Acme"))
    assert (step.tone, step.points) == ("ok", ())
    assert step.text.endswith(" field mappings sync, none has a problem.")
