"""Syncadmin with two sandbox CRMs, a worker and the web server, on this machine."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from integrations.engine.connections import connect
from integrations.engine.forget import forget_everything
from integrations.management.programs import (
    Program,
    is_open,
    manage,
    wait_until_open,
)
from integrations.models import Integration
from integrations.models.integration import FASTEST_POLL_SECONDS

if TYPE_CHECKING:
    import argparse

LOCAL = "127.0.0.1"
USER = PASSWORD = "demo"  # noqa: S105 - printed for everyone to see
SANDBOX_SECONDS, WEB_SECONDS = 60, 30
REFUSED = 2


class Command(BaseCommand):
    help = "Run the demo; Ctrl-C stops all of it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default=LOCAL)
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--salesforce-port", type=int, default=8101)
        parser.add_argument("--hubspot-port", type=int, default=8102)
        parser.add_argument("--accounts", type=int, default=500)
        parser.add_argument("--data-dir", type=Path, default=Path("var/demo"))

    def handle(self, *args: Any, **options: Any) -> None:
        stop = _stop_signal()
        _require_free(options)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        _make_user()
        programs = [_sandbox(options)]
        try:
            _connect(options, programs[0])
            programs += [_worker(), _web(options)]
            self._welcome(options, programs[-1])
            _keep_alive(programs, stop)
        finally:
            _end(programs)
        self.stdout.write("The demo has stopped.")

    def _welcome(self, options: dict[str, Any], web: Program) -> None:
        host, port = options["host"], options["port"]
        if not wait_until_open(host, port, web, WEB_SECONDS):
            raise CommandError("The web server did not start: its message is above.")
        self.stdout.write(
            f"\nSyncadmin is at http://{host}:{port}/  (login: {USER} / {PASSWORD})\n"
            "Ctrl-C stops all of it.\n"
        )


def _stop_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _require_free(options: dict[str, Any]) -> None:
    for name in ("port", "salesforce_port", "hubspot_port"):
        host = options["host"] if name == "port" else LOCAL
        if is_open(host, options[name]):
            flag = f"--{name.replace('_', '-')}"
            message = f"Port {options[name]} is in use: choose another with {flag}."
            raise CommandError(message, returncode=REFUSED)


def _make_user() -> None:
    user, made = get_user_model().objects.get_or_create(
        username=USER, defaults={"is_staff": True, "is_superuser": True}
    )
    if made:
        user.set_password(PASSWORD)
        user.save()


def _sandbox(options: dict[str, Any]) -> Program:
    accounts = options["accounts"]
    sizes = {
        "accounts": accounts,
        "companies": accounts // 5,
        "contacts": accounts // 2,
    }
    flags = [f"--{name}={size}" for name, size in sizes.items()]
    ports = [
        f"--salesforce-port={options['salesforce_port']}",
        f"--hubspot-port={options['hubspot_port']}",
    ]
    return Program("sandbox", manage("sandbox", *ports, *flags))


def _connect(options: dict[str, Any], sandbox: Program) -> None:
    """The sandboxes are new at each start, and so is what Syncadmin knows of them."""
    for name in ("salesforce_port", "hubspot_port"):
        if not wait_until_open(LOCAL, options[name], sandbox, SANDBOX_SECONDS):
            raise CommandError("The sandboxes did not start: their message is above.")
    integration = Integration.current()
    forget_everything(integration)
    integration.poll_seconds = FASTEST_POLL_SECONDS
    integration.save()
    connect(
        integration,
        f"http://{LOCAL}:{options['salesforce_port']}",
        {"client_id": "demo", "client_secret": "demo"},
        f"http://{LOCAL}:{options['hubspot_port']}",
        "demo-hubspot",
    )


def _worker() -> Program:
    return Program("worker", manage("worker"))


def _web(options: dict[str, Any]) -> Program:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    address = ["--host", options["host"], "--port", str(options["port"])]
    threads = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    return Program("web", [*server, *address, *threads, "syncadmin.wsgi:application"])


def _keep_alive(programs: list[Program], stop: threading.Event) -> None:
    sandbox, *others = programs
    while not stop.wait(1):
        if sandbox.has_ended:
            raise CommandError("The sandboxes ended, and with them the demo.")
        for program in others:
            if program.has_ended:
                program.restart()


def _end(programs: list[Program]) -> None:
    """The worker first: it may still need the CRMs to end its batch."""
    for program in reversed(programs[1:]):
        program.terminate()
    for program in reversed(programs[1:]):
        program.wait()
    programs[0].terminate()
    programs[0].wait()
