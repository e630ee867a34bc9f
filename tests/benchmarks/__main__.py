"""Print one JSON line for each figure."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from tests.benchmarks import batches, creation, kept, pages, rules, sandboxes
from tests.benchmarks.stage import Measured, Stage, stage

ALLOWED_IN_10_S = 190
LATENCY_MS = 150


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--sustained", type=int, default=40_000)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument(
        "--pages",
        nargs="?",
        const="",
        metavar="NAME",
        help="Only the pages, of --records linked ones; or those so named.",
    )
    options = parser.parse_args()
    if options.pages is not None:
        _pages(options.records, options.pages)
        return
    for figure in rules.figures():
        _print(**figure)
    with stage() as on:
        _import_without_latency(on, options.accounts)
        _import_at_the_limit(on, options.accounts)
        _import_at_the_limit(on, options.sustained)
        for figure in creation.figures(on, options.accounts):
            _print(**figure)
        for figure in sandboxes.figures(on, options.records):
            _print(**figure)
        for figure in batches.figures(on, options.records):
            _print(**figure)
    for figure in kept.figures(options.records):
        _print(**figure)
    _pages(options.records)


def _pages(records: int, named: str = "") -> None:
    with stage() as on:
        for figure in pages.figures(on, records, named):
            _print(**figure)


def _import_without_latency(on: Stage, accounts: int) -> None:
    on.prepare(accounts)
    first = on.manage("import_accounts", "--all", "--json")
    _print("import_new", **_costs(on, first, accounts))
    on.forget()
    again = on.manage("import_accounts", "--all", "--json")
    writes = again.report["created"] + again.report["updated"]
    _print("import_again", writes=writes, **_costs(on, again, accounts))
    on.forget()
    resync = on.manage("resync", "--mapping", "industry", "--json")
    writes = resync.report["created"] + resync.report["updated"]
    _print("resync_mapping_unchanged", writes=writes, **_costs(on, resync, accounts))


def _import_at_the_limit(on: Stage, accounts: int) -> None:
    on.prepare(accounts)
    on.hubspot.change(latency_ms=LATENCY_MS, rate_limits=True)
    on.salesforce.change(latency_ms=LATENCY_MS)
    measured = on.manage("import_accounts", "--all", "--json")
    counted = on.hubspot.requests()
    on.hubspot.change(latency_ms=0, rate_limits=False)
    on.salesforce.change(latency_ms=0)
    in_10_s = counted["total"] / measured.report["seconds"] * 10
    _print(
        "import_new_at_the_limit",
        **_costs(on, measured, accounts),
        latency_ms=LATENCY_MS,
        peak_in_10s=counted["peak_in_10s"],
        mean_in_10s=round(in_10_s, 1),
        share_of_allowed=round(in_10_s / ALLOWED_IN_10_S, 3),
        refused_429=counted["by_status"].get("429", 0),
    )


def _costs(on: Stage, measured: Measured, accounts: int) -> dict[str, Any]:
    hubspot, salesforce = on.hubspot.requests(), on.salesforce.requests()
    seconds = measured.report["seconds"]
    return {
        "accounts": accounts,
        "created": measured.report["created"],
        "unchanged": measured.report["unchanged"],
        "failed": measured.report["failed"],
        "hubspot_calls": hubspot["total"],
        "salesforce_calls": salesforce["total"],
        "hubspot_by_endpoint": hubspot["by_endpoint"],
        "salesforce_by_endpoint": salesforce["by_endpoint"],
        "seconds": seconds,
        "records_per_second": round(accounts / seconds),
        "cpu_seconds": measured.cpu_seconds,
        "peak_mb": measured.peak_mb,
    }


def _print(figure: str, **values: Any) -> None:
    sys.stdout.write(json.dumps({"figure": figure, **values}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
