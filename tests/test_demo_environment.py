from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from syncadmin import demo_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_the_demo_needs_no_environment(tmp_path: Path) -> None:
    for name in ("SECRET_KEY", "CREDENTIALS_KEY", "DATABASE_URL", "ALLOWED_HOSTS"):
        os.environ.pop(name, None)
    demo_environment.prepare(["--data-dir", str(tmp_path), "--accounts", "5"])
    assert len(os.environ["SECRET_KEY"]) >= 50
    assert len(os.environ["CREDENTIALS_KEY"]) >= 32
    assert os.environ["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert os.environ["DATABASE_URL"] == f"sqlite:///{tmp_path}/syncadmin.sqlite3"


def test_the_keys_are_made_once_so_that_stored_credentials_stay_readable(
    tmp_path: Path,
) -> None:
    demo_environment.prepare(["--data-dir", str(tmp_path)])
    first = os.environ["CREDENTIALS_KEY"], os.environ["SECRET_KEY"]
    os.environ["CREDENTIALS_KEY"] = "another-key-from-elsewhere"
    demo_environment.prepare(["--data-dir", str(tmp_path)])
    assert (os.environ["CREDENTIALS_KEY"], os.environ["SECRET_KEY"]) == first


def test_the_production_addresses_of_the_environment_do_not_reach_the_demo(
    tmp_path: Path,
) -> None:
    os.environ["PUBLIC_URL"] = "https://sync.example.com"
    os.environ["REDIS_URL"] = "redis://cache.example.com"
    demo_environment.prepare(["--data-dir", str(tmp_path)])
    assert os.environ["PUBLIC_URL"] == os.environ["REDIS_URL"] == ""


def test_only_the_owner_reads_the_keys(tmp_path: Path) -> None:
    demo_environment.prepare(["--data-dir", str(tmp_path)])
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600


@pytest.mark.parametrize("folder", ["plain", "with space and 'quote'", "50% é"])
def test_a_shell_reads_the_file_as_the_demo_does(tmp_path: Path, folder: str) -> None:
    demo_environment.prepare(["--data-dir", str(tmp_path / folder)])
    script = 'set -a; . "$1"; env -0'
    done = subprocess.run(
        ["sh", "-c", script, "sh", tmp_path / folder / "env"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    read = dict(line.split("=", 1) for line in done.stdout.split("\0") if line)
    for name in ("SECRET_KEY", "CREDENTIALS_KEY", "DATABASE_URL", "ALLOWED_HOSTS"):
        assert read[name] == os.environ[name]


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("192.0.2.7", "192.0.2.7"), ("0.0.0.0", "*"), ("::", "*")],  # noqa: S104
)
def test_the_demo_answers_to_the_address_it_was_told_to_listen_on(
    tmp_path: Path, host: str, allowed: str
) -> None:
    demo_environment.prepare(["--data-dir", str(tmp_path), f"--host={host}"])
    assert allowed in os.environ["ALLOWED_HOSTS"].split(",")
