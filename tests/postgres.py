"""A PostgreSQL for the length of a test run: `python -m tests.postgres COMMAND ...`."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
CLUSTER = ["--no-sync", "--no-locale", "-U", "tests", "-A", "trust", "-E", "UTF8"]
MORE_TRIES = 2
SERVER = "-c listen_addresses=127.0.0.1 -F -c synchronous_commit=off"


class NotInstalledError(Exception):
    """This machine has no PostgreSQL server programs."""


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server on 127.0.0.1, and stop it in the end."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="postgres-") as place:
        cluster = Cluster(programs, Path(place), _account())
        port = cluster.start()
        try:
            yield f"postgresql://tests@127.0.0.1:{port}/postgres"
        finally:
            cluster.stop()


@dataclass(frozen=True)
class Cluster:
    """``account`` runs it: PostgreSQL refuses to be root."""

    programs: Path
    place: Path
    account: pwd.struct_passwd | None

    def start(self) -> int:
        """The port it listens on: a free one, which another program may take first."""
        if self.account:
            os.chown(self.place, self.account.pw_uid, self.account.pw_gid)
        self._run("initdb", *CLUSTER)
        for _ in range(MORE_TRIES):
            with suppress(RuntimeError):
                return self._listen(_free_port())
        return self._listen(_free_port())

    def _listen(self, port: int) -> int:
        options = f"{SERVER} -p {port} -k {self.place}"
        self._run("pg_ctl", "start", "-w", "-l", str(self.place / "log"), "-o", options)
        return port

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, "-D", self.place / "data", *arguments],
            cwd=self.place,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")


def _programs() -> Path:
    """The folder of initdb and pg_ctl: that on PATH, else the newest of Debian's."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [file.parent for file in DEBIAN.glob("*/bin/initdb")]
    if not folders:
        raise NotInstalledError("PostgreSQL is not installed: there is no initdb.")
    return max(folders, key=lambda folder: float(folder.parent.name))


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with temporary_postgres() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
