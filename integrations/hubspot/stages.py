"""The lifecycle stages of companies, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.records import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.hubspot.caller import Caller

LIFECYCLE = "lifecycle-pipeline"  # recorded: companies-lifecycle-pipeline


def lifecycle_stages(call: Caller) -> Iterator[Stage]:
    answer = call(call.crm.pipelines.pipelines_api.get_all, "companies")
    for pipeline in answer["results"]:
        if pipeline["id"].endswith(LIFECYCLE):
            yield from sorted(map(_stage, pipeline["stages"]), key=_place)


def _stage(row: Mapping[str, Any]) -> Stage:
    return Stage(value=row["id"], label=row["label"], order=row["displayOrder"])


def _place(stage: Stage) -> tuple[int, str]:
    """Those of one place come by their labels (documented)."""
    return stage.order, stage.label
