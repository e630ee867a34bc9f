"""One sandbox CRM as a program of its own: ``python -m integrations.sandbox``."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import threading
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.sandbox.data_file import DataFile, DataFileError
from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.hubspot.keeper import HubSpotKeeper
from integrations.sandbox.keeping import Saver
from integrations.sandbox.salesforce.crm import SalesforceCrm
from integrations.sandbox.salesforce.keeper import SalesforceKeeper
from integrations.sandbox.server import serving
from integrations.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from integrations.sandbox.crm import Crm
    from integrations.sandbox.keeping import Keeper

NUMBERS = ("port", "seed", "latency-ms", "accounts", "companies", "contacts")


def main() -> None:
    """Until it serves, both signals may end the program where it stands."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    options = _options()
    try:
        asyncio.run(_serve(options))
    except (OSError, DataFileError) as error:
        sys.exit(f"{options.title} cannot start: {error}")


async def _serve(options: argparse.Namespace) -> None:
    crm, keeper = _made(options)
    async with AsyncExitStack() as stack:
        saver = _saver(options, keeper)
        listeners = (saver.touch,) if saver else ()
        port = await stack.enter_async_context(serving(crm, options.port, *listeners))
        if saver is None or not saver.restore():
            crm.reset(options.seed, _sizes(options))
        if saver:
            await stack.enter_async_context(saver.saving())
        stop = _stop(options)
        sys.stdout.write(f"{options.title}: http://127.0.0.1:{port}\n")
        sys.stdout.flush()
        await stop.wait()


def _made(options: argparse.Namespace) -> tuple[Crm, Keeper]:
    settings = SandboxSettings(options.latency_ms, options.rate_limits)
    if options.crm == "salesforce":
        salesforce = SalesforceCrm(settings)
        return salesforce, SalesforceKeeper(salesforce)
    hubspot = HubSpotCrm(settings)
    return hubspot, HubSpotKeeper(hubspot)


def _saver(options: argparse.Namespace, keeper: Keeper) -> Saver | None:
    folder: Path | None = options.data_dir
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return Saver(keeper, DataFile(folder / f"{options.crm}.sqlite3"))


def _stop(options: argparse.Namespace) -> asyncio.Event:
    """Comes with a signal, or with the end of whoever holds the other end of stdin."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if options.until_stdin_closes:
        threading.Thread(target=_watch_stdin, args=(loop, stop), daemon=True).start()
    return stop


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m integrations.sandbox")
    parser.add_argument("crm", choices=("salesforce", "hubspot"))
    parser.add_argument("--title", default="Ready")
    parser.add_argument("--until-stdin-closes", action="store_true")
    parser.add_argument("--rate-limits", action="store_true")
    parser.add_argument("--data-dir", type=Path)
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


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Whoever holds the other end of the pipe may die in any way: it closes."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(stop.set)


if __name__ == "__main__":
    main()
