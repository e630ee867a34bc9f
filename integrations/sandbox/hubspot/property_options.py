"""The options of a property as a call gives them, checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.definitions import Option
from integrations.sandbox.hubspot.refusals import RefusedError, invalid

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.definitions import Definition
    from integrations.sandbox.hubspot.kinds import ObjectKind


def read_options(body: Body, given: object) -> tuple[Option, ...]:
    items = [
        body.checked(each, dict, "label", "value") for each in body.checked(given, list)
    ]
    return tuple(
        Option(
            value=str(item["value"]),
            label=str(item["label"]),
            display_order=body.whole(item, "displayOrder", -1),
            hidden=bool(item.get("hidden")),
            description=str(item.get("description") or ""),
        )
        for item in items
    )


def check_options(definition: Definition, kind: ObjectKind) -> None:
    values = [option.value for option in definition.options]
    if definition.type == "bool" and sorted(values) != ["false", "true"]:
        raise _not_boolean(definition, kind)
    if len(values) != len(set(values)):
        raise invalid(f"Property {definition.name} has two options of one value")
    labels = Counter(option.label for option in definition.options)
    if twins := [label for label, count in labels.items() if count > 1]:
        raise _labelled_twice(definition, kind, twins)
    needs = definition.type == "enumeration" and not definition.external_options
    if needs and not values:
        raise invalid(f"Property {definition.name} needs options")


def _labelled_twice(
    definition: Definition, kind: ObjectKind, twins: list[str]
) -> RefusedError:
    """The words are [pub]."""
    return invalid(
        "Property option labels must be unique. For the property "
        f"'{definition.name}' of object type '{kind.type_id}' these labels are "
        f"duplicated: {', '.join(twins)}"
    )


def _not_boolean(definition: Definition, kind: ObjectKind) -> RefusedError:
    count = len(definition.options)
    how = "more than two" if count > 2 else "less than two" if count < 2 else "other"
    return invalid(
        "Boolean properties must have exactly two options; one with a value of "
        f"'true', the other with a value of 'false'. Property '{definition.name}' of "
        f"object type '{kind.type_id}' has {how} options",
        sub="PropertyValidationError.INVALID_BOOLEAN_OPTION",
        context={"property": [definition.name], "objectTypeId": [kind.type_id]},
    )
