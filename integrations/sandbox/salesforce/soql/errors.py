"""A query that is refused, with the place the way Salesforce shows it."""

from __future__ import annotations

from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError

DESCRIBE_HINT = (
    "Please reference your WSDL or the describe call for the appropriate names."
)


class QueryError(RefusalError):
    """Recorded: the line, a caret below the place, row and column, the reason."""

    def __init__(self, code: str, reason: str, text: str, at: int) -> None:
        before = text[:at]
        row = before.count("\n")
        column = at - (before.rfind("\n") + 1)
        line = text.split("\n")[row]
        place = f"ERROR at Row:{row + 1}:Column:{column + 1}"
        super().__init__(code, f"\n{line}\n{' ' * column}^\n{place}\n{reason}")


class UnsupportedQueryError(UnsupportedError):
    """``what`` of SOQL the sandbox has not."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} in a query")
        self.what = what


def no_such_column(name: str, entity: str) -> str:
    return (
        f"No such column '{name}' on entity '{entity}'. If you are attempting to use "
        "a custom field, be sure to append the '__c' after the custom field name. "
        + DESCRIBE_HINT
    )


def no_such_relationship(name: str) -> str:
    return (
        f"Didn't understand relationship '{name}' in field path. If you are attempting "
        "to use a custom relationship, be sure to append the '__r' after the custom "
        "relationship name. " + DESCRIBE_HINT
    )


def no_such_type(name: str) -> str:
    return (
        f"sObject type '{name}' is not supported. If you are attempting to use a "
        "custom object, be sure to append the '__c' after the entity name. "
        + DESCRIBE_HINT
    )


def too_many_levels(path: str) -> str:
    """[mem], as its code INVALID_FIELD is."""
    return f"A relationship may have no more than five levels: {path}"
