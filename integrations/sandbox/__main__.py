"""One sandbox CRM as a program of its own: ``python -m integrations.sandbox``."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.server import serving
from integrations.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.crm import Crm

CRMS: dict[str, Callable[[SandboxSettings], Crm]] = {
    "salesforce": SalesforceCrm,
    "hubspot": HubSpotCrm,
}
NUMBERS = ("port", "seed", "latency-ms", "accounts", "companies", "contacts")


def main() -> None:
    """All state is in memory, so both signals may end the program where it stands."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    options = _options()
    if options.until_stdin_closes:
        threading.Thread(target=_exit_with_stdin, daemon=True).start()
    try:
        asyncio.run(_serve(options))
    except OSError as error:
        sys.exit(f"{options.title} cannot start: {error}")


async def _serve(options: argparse.Namespace) -> None:
    crm = CRMS[options.crm](SandboxSettings(options.latency_ms, options.rate_limits))
    async with serving(crm, options.port) as port:
        crm.reset(options.seed, _sizes(options))
        sys.stdout.write(f"{options.title}: http://127.0.0.1:{port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m integrations.sandbox")
    parser.add_argument("crm", choices=CRMS)
    parser.add_argument("--title", default="Ready")
    parser.add_argument("--until-stdin-closes", action="store_true")
    parser.add_argument("--rate-limits", action="store_true")
    for name in NUMBERS:
        parser.add_argument(f"--{name}", type=int, default=0)
    return parser.parse_args()


def _sizes(options: argparse.Namespace) -> dict[str, int]:
    return {
        "accounts": options.accounts,
        "companies": options.companies,
        "contacts": options.contacts,
        "leads": options.contacts // 4,
        "lists": 5 if options.contacts else 0,
    }


def _exit_with_stdin() -> None:
    """Whoever holds the other end of the pipe may die in any way: it closes."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
