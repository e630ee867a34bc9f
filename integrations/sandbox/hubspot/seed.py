"""A portal filled with generated data, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.sandbox import generator
from integrations.sandbox.generator.dice import dice_for, one_of
from integrations.sandbox.hubspot.associations import CONTACT_TO_COMPANY
from integrations.sandbox.hubspot.kinds import COMPANIES, CONTACTS
from integrations.sandbox.hubspot.list_filters import matcher
from integrations.sandbox.hubspot.lists import RecordList
from integrations.sandbox.hubspot.portal import Portal
from integrations.sandbox.hubspot.records import Record, Source
from integrations.sandbox.hubspot.stages import LIFECYCLE, LIFECYCLE_STAGES
from integrations.sandbox.hubspot.stamps import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from integrations.sandbox.clock import Clock
    from integrations.sandbox.generator.persons import Contact
    from integrations.sandbox.settings import SandboxSettings

OPENED = 1_704_067_200_000
YEAR = 365 * DAY
BY_HAND = Source("CRM_UI", "userId:1001", "CRM_UI", 1_001)
SOURCE = ("hs_object_source", "hs_object_source_id", "hs_object_source_label")
STAGES = (
    (0.2, "subscriber"),
    (0.6, "lead"),
    (0.75, "marketingqualifiedlead"),
    (0.85, "salesqualifiedlead"),
    (0.92, "opportunity"),
    (1.0, "customer"),
)
LIST_NAMES = ("Newsletter", "Event guests", "Partners' people", "Reference customers")


def filled_portal(
    settings: SandboxSettings, clock: Clock, seed: int, sizes: Mapping[str, int]
) -> Portal:
    portal = Portal(settings, clock)
    companies, contacts = sizes.get("companies", 0), sizes.get("contacts", 0)
    company_ids = [portal.next_id() for _ in range(companies)]
    people = list(generator.hubspot_contacts(seed, contacts, companies))
    employers = [
        None if each.firm is None else company_ids[each.firm] for each in people
    ]
    staff = Counter(employer for employer in employers if employer)
    portal.store(COMPANIES).load(_companies(portal, seed, company_ids, staff))
    portal.store(CONTACTS).load(_contacts(portal, seed, people, employers))
    for number in range(sizes.get("lists", 0)):
        _add_list(portal, seed, number)
    return portal


def _companies(
    portal: Portal, seed: int, ids: Sequence[int], staff: Mapping[int, int]
) -> Iterator[Record]:
    owners, dice = sorted(portal.owner_ids), dice_for("owners", seed, len(ids))
    for place, values in enumerate(generator.companies(seed, len(ids))):
        held = {name: value for name, value in values.items() if value}
        source = _source(held)
        held["num_associated_contacts"] = str(staff.get(ids[place], 0))
        if dice.random() < 0.7:
            held["hubspot_owner_id"] = dice.choice(owners)
        created = OPENED + YEAR * place // len(ids)
        edited = created + int(dice.random() * 30 * DAY)
        yield Record(ids[place], held, created, edited, source)


def _source(held: dict[str, str]) -> Source:
    """The generator tells it in properties, a record keeps it apart."""
    name, source_id, label = (held.pop(name) for name in SOURCE)
    return Source(name, source_id, label)


def _contacts(
    portal: Portal,
    seed: int,
    people: Sequence[Contact],
    employers: Sequence[int | None],
) -> Iterator[Record]:
    dice = dice_for("stages", seed, len(people))
    for place, (person, employer) in enumerate(zip(people, employers, strict=True)):
        record_id = portal.next_id()
        if employer:
            portal.associations.add(CONTACT_TO_COMPANY, record_id, employer)
        values = {
            "firstname": person.first,
            "lastname": person.last,
            "email": person.email,
            "phone": person.phone,
            "jobtitle": person.title,
            LIFECYCLE: one_of(dice, STAGES),
            "associatedcompanyid": str(employer or ""),
        }
        held = {name: value for name, value in values.items() if value}
        created = OPENED + YEAR * place // len(people)
        edited = created + int(dice.random() * 30 * DAY)
        yield Record(record_id, held, created, edited, BY_HAND)


def _add_list(portal: Portal, seed: int, number: int) -> None:
    """In turn one kept by hand and one kept by a lifecycle stage."""
    made = _static(number) if number % 2 == 0 else _dynamic(portal, number)
    dice = dice_for("list", seed, number)
    portal.lists.by_id[made.id] = made
    for record in portal.store(CONTACTS):
        if made.matches is not None:
            made.follow(record)
        elif dice.random() < 0.25:
            made.members.add(record.id, record.modified)


def _static(number: int) -> RecordList:
    name = LIST_NAMES[number // 2 % len(LIST_NAMES)]
    return RecordList(
        number + 1, f"{name} {number + 1}", CONTACTS, "MANUAL", OPENED, OPENED
    )


def _dynamic(portal: Portal, number: int) -> RecordList:
    stage = LIFECYCLE_STAGES[(number // 2 + 5) % len(LIFECYCLE_STAGES)]
    operation = {
        "operationType": "ENUMERATION",
        "operator": "IS_ANY_OF",
        "values": [stage.value],
        "includeObjectsWithNoValueSet": False,
    }
    test = {"filterType": "PROPERTY", "property": LIFECYCLE, "operation": operation}
    ways = [{"filterBranchType": "AND", "filterBranches": [], "filters": [test]}]
    branch = {"filterBranchType": "OR", "filterBranches": ways, "filters": []}
    return RecordList(
        id=number + 1,
        name=f"All at stage {stage.label} {number + 1}",
        kind=CONTACTS,
        processing_type="DYNAMIC",
        created=OPENED,
        updated=OPENED,
        filter_branch=branch,
        matches=matcher(branch, CONTACTS, portal.schema(CONTACTS)),
    )
