"""Account ids as somebody pastes or uploads them: bare, or a column of a CSV file."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.ids import SHAPE, normalise_id

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNT = "001"
"""Every account's id begins so; those of other objects do not."""

COLUMNS = {"accountid", "accountid18", "id", "salesforceaccountid", "salesforceid"}
BESIDE_LETTERS = re.compile(r"[\W_]+")
BETWEEN = re.compile(r"[\s,;]+")
WORKBOOK = b"PK"
LONGEST_SHOWN = 60


@dataclass(slots=True)
class AccountIds:
    """``problems`` tell of each line that has no account's id, by its number."""

    ids: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def account_ids(text: str) -> AccountIds:
    found, column = AccountIds(), None
    for number, row in _rows(text, found.problems):
        if not (found.ids or found.problems) and (head := _heading(row)) is not None:
            column = head
            continue
        cells = row if column is None or len(row) <= column else [row[column]]
        words = [word for cell in cells for word in BETWEEN.split(cell) if word]
        try:
            found.ids += _named(words)
        except ValueError as error:
            found.problems.append(_problem(number, str(error), " ".join(row)))
    return found


def _rows(text: str, problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """With the number of the line each begins on; the file may say ; or tab for ,."""
    lines = text.splitlines()
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield number, row
            number = reader.line_num + 1
    except csv.Error:
        reason = _("a quotation mark is not closed, or the line is too long")
        problems.append(_problem(number, reason, lines[number - 1]))


def _heading(row: list[str]) -> int | None:
    """Which column has the ids, if this row is a heading that says it."""
    heads = [BESIDE_LETTERS.sub("", cell).lower() for cell in row]
    return next((i for i, head in enumerate(heads) if head in COLUMNS), None)


def _problem(number: int, reason: str, line: str) -> str:
    return _("Line %(number)s: %(reason)s (%(line)s)") % {
        "number": number,
        "reason": reason,
        "line": line.strip()[:LONGEST_SHOWN],
    }


def _named(words: list[str]) -> list[str]:
    """All of a line of ids; of a line that tells more than ids, the first account's."""
    looking = [word for word in words if SHAPE.fullmatch(word)]
    accounts = [word for word in looking if word.startswith(ACCOUNT)]
    if not looking:
        raise ValueError(_("no Salesforce account id"))
    if not accounts:
        raise ValueError(_("not the id of an account, which begins with 001"))
    if len(accounts) < len(words):
        accounts = accounts[:1]
    return [_whole(account) for account in accounts]


def _whole(account: str) -> str:
    try:
        return normalise_id(account)
    except ValueError:
        raise ValueError(_("this id was mistyped: its checksum is wrong")) from None


def decoded(content: bytes) -> str:
    """As Excel and Salesforce save CSV; raises ValueError for what is no text."""
    if content.startswith(WORKBOOK):
        raise ValueError(
            _("This is an Excel workbook. Save it as CSV, and upload that.")
        )
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_("This file is no text. Save it as CSV, and upload that."))
