"""Duplicates that a rule found: what the call asked for, and what it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.rendering import record_url, whole
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.salesforce.rules import Duplicate
    from integrations.sandbox.salesforce.schema.field import Row

MESSAGE = (
    "You're creating a duplicate record. We recommend you use an existing record "
    "instead."
)
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class DuplicateTerms:
    """What ``Sforce-Duplicate-Rule-Header`` asks (documented: all false by default)."""

    version: str = ""
    allow_save: bool = False
    include_details: bool = False

    @classmethod
    def read(cls, header: str, version: str) -> DuplicateTerms:
        options = {option.strip().lower() for option in header.split(";")}
        return cls(
            version, "allowsave=true" in options, "includerecorddetails=true" in options
        )


class DuplicatesError(RefusalError):
    """A single record's answer tells the rule, under a misspelt key (documented).

    Without a rule it is one that a test asked for by name.
    """

    def __init__(
        self,
        rule: Duplicate | None = None,
        matches: Sequence[Row] = (),
        terms: DuplicateTerms | None = None,
    ) -> None:
        message = MESSAGE if rule is None else rule.message
        super().__init__("DUPLICATES_DETECTED", message, [])
        self._rule = rule
        self._matches = matches
        self._terms = terms or DuplicateTerms()

    def response(self) -> Response:
        """Recorded: no ``fields`` beside it."""
        plain = super().response()
        body = cast("list[Json]", plain.body)[0]
        del body["fields"]
        return Response(plain.status, [{"duplicateResut": self._result(), **body}])

    def _result(self) -> Json:
        rule = self._rule
        kind = "Account" if rule is None else rule.kind.name
        return {
            "allowSave": rule is None or not rule.blocks,
            "duplicateRule": f"Standard_{kind}_Duplicate_Rule"
            if rule is None
            else rule.name,
            "duplicateRuleEntityType": kind,
            "errorMessage": self.message,
            "matchResults": [] if rule is None else [self._match_result(rule)],
        }

    def _match_result(self, rule: Duplicate) -> Json:
        """The name of the matching rule is the sandbox's own."""
        records = [self._match(rule, row) for row in self._matches]
        return {
            "entityType": rule.kind.name,
            "errors": [],
            "matchEngine": "ExactMatchEngine",
            "matchRecords": records,
            "rule": f"{rule.kind.name}_MR",
            "size": len(records),
            "success": True,
        }

    def _match(self, rule: Duplicate, row: Row) -> Json:
        """Documented: only the id, unless the header asks for the details."""
        return {
            "additionalInformation": [],
            "fieldDiffs": [],
            "matchConfidence": 100,
            "record": self._record(rule, row),
        }

    def _record(self, rule: Duplicate, row: Row) -> Json:
        name, version = rule.kind.name, self._terms.version
        if self._terms.include_details:
            return whole(rule.kind, version).render(row)
        url = record_url(version, name, row)
        return {"attributes": {"type": name, "url": url}, "Id": row["Id"]}
