"""The environment of `manage.py demo`, `sandbox` and `--help`, which nobody sets."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from dotenv import dotenv_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
NEEDED_BY_FORK_ON_MACOS = {
    "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
    "no_proxy": "*",
}


def prepare(arguments: Sequence[str]) -> None:
    """Export the demo's variables and keep them in a file any shell can source."""
    options = _parse(arguments)
    data_dir = options.data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    file = data_dir / "env"
    environment = _environment(data_dir, options.host, dotenv_values(file))
    _write(file, environment)
    os.environ.update(environment)
    if sys.platform == "darwin":
        os.environ.update(NEEDED_BY_FORK_ON_MACOS)


def asks_for_help(arguments: Sequence[str]) -> bool:
    return arguments[:1] == ["help"] or not {"-h", "--help"}.isdisjoint(arguments)


def lend_keys() -> None:
    """The sandboxes keep nothing of ours, nor does who asks for help: keys that end
    with them will do."""
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ["CREDENTIALS_KEY"] = secrets.token_urlsafe(32)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir", type=Path, default=Path("var/demo"))
    parser.add_argument("--host", default="127.0.0.1")
    return parser.parse_known_args(arguments)[0]


def _environment(
    data_dir: Path, host: str, kept: Mapping[str, str | None]
) -> dict[str, str]:
    hosts = ["localhost", "127.0.0.1", "[::1]", "*" if host in ANY_ADDRESS else host]
    return {
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(50),
        "CREDENTIALS_KEY": kept.get("CREDENTIALS_KEY") or secrets.token_urlsafe(32),
        "DATABASE_URL": f"sqlite:///{quote(str(data_dir / 'syncadmin.sqlite3'))}",
        "ALLOWED_HOSTS": ",".join(dict.fromkeys(hosts)),
        "PUBLIC_URL": "",
        "REDIS_URL": "",
    }


def _write(file: Path, environment: Mapping[str, str]) -> None:
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(
        "".join(f"{name}={shlex.quote(value)}\n" for name, value in environment.items())
    )
