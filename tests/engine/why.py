"""The answer to Why? of one record, in the hands of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.explain import explain
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.engine.explanation import Explanation, Step
    from tests.engine.world import World


def of_company(world: World, company_id: str) -> Explanation:
    return explain(world.integration, company_id=company_id)


def of_account(world: World, account_id: str) -> Explanation:
    return explain(world.integration, account_id=account_id)


def step(found: Explanation, code: str) -> Step:
    (step,) = (it for it in found.steps if it.code == code)
    return step


def said(found: Explanation, code: str) -> str:
    it = step(found, code)
    return " ".join([it.text, *map(str, it.points)])


def holding(found: Explanation) -> set[str]:
    return {it.code for it in found.criteria if it.holds}


def with_contact(world: World, company_id: str, email: str = "ada@acme.example") -> str:
    contact = people.create(world.hubspot, "contacts", email=email, firstname="Ada")
    people.associate(world.hubspot, [contact], company_id)
    return contact
