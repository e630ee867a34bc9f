from __future__ import annotations

import json
import logging
import runpy
import subprocess
import sys
from datetime import timedelta
from logging.config import DictConfigurator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {"SECRET_KEY": "a-secret", "CREDENTIALS_KEY": "sixteen-letters!"}
OPTIONAL = {
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_URL",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "PUBLIC_URL",
    "REDIS_URL",
    "SYNC_LEASE_SECONDS",
    "WORKERS",
}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NEEDED.keys() | OPTIONAL:
        monkeypatch.delenv(name, raising=False)
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)


def load() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "syncadmin" / "settings.py"))


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_variable_stops_the_start_and_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(ImproperlyConfigured, match=f"{name}: .*not set"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("CREDENTIALS_KEY", "too-short"),
        ("CREDENTIALS_KEY", "long-enough-to-be-good,too-short"),
        ("DEBUG", "perhaps"),
        ("DATABASE_URL", "mysql://somewhere/name"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgresql://host-without-a-name"),
        ("REDIS_URL", "localhost"),
        ("EMAIL_URL", "carrier-pigeon://loft"),
        ("METRICS_TOKEN", "short"),
        ("PUBLIC_URL", "sync.example.com"),
        ("PUBLIC_URL", "https://"),
        ("WORKERS", "many"),
        ("WORKERS", "0"),
        ("LOG_FORMAT", "xml"),
        ("SYNC_LEASE_SECONDS", "0"),
    ],
)
def test_a_wrong_variable_stops_the_start_and_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"{name}: "):
        load()


def test_everything_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("WORKERS", "many")
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY: .* WORKERS: "):
        load()


def test_the_command_line_tells_it_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "many")
    command = [sys.executable, str(ROOT / "manage.py"), "check"]
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "syncadmin.settings")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "Syncadmin cannot start. Wrong in the environment: "
        "WORKERS: Not a valid integer.\n"
    )


@pytest.mark.parametrize(
    "words", [["resync", "--help"], ["resync", "-h"], ["help", "resync"]]
)
def test_help_needs_no_environment(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NEEDED:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "syncadmin.settings")
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--dry-run" in done.stdout


def test_debug_is_off_and_the_database_is_local_by_default() -> None:
    settings = load()
    assert settings["DEBUG"] is False
    assert settings["DATABASES"]["default"]["NAME"] == str(
        ROOT / "var" / "syncadmin.sqlite3"
    )


def test_every_key_of_the_credentials_is_known_newest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CREDENTIALS_KEY", "the-newer-of-the-two, the-older-of-the-two")
    assert load()["CREDENTIALS_KEY"] == ["the-newer-of-the-two", "the-older-of-the-two"]


def test_postgresql_is_taken_from_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me:p%40ss@db.example.com:5433/sync"
    )
    database = load()["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example.com"
    assert database["PORT"] == 5433
    assert database["NAME"] == "sync"
    assert database["PASSWORD"] == "p@ss"
    assert "init_command" not in database.get("OPTIONS", {})


def test_redis_is_the_cache_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://cache.example.com:6379/0")
    cache = load()["CACHES"]["default"]
    assert cache["LOCATION"] == "redis://cache.example.com:6379/0"


def test_a_public_address_is_a_host_we_answer_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://sync.example.com:8080")
    settings = load()
    assert "sync.example.com" in settings["ALLOWED_HOSTS"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["http://sync.example.com:8080"]
    assert "SECURE_SSL_REDIRECT" not in settings


def test_a_public_https_address_makes_cookies_and_transport_secure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://sync.example.com")
    settings = load()
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert timedelta(seconds=settings["SECURE_HSTS_SECONDS"]) == timedelta(days=365)


def test_a_json_log_line_is_one_json_object() -> None:
    logs = load()["LOGGING"]
    formatter: logging.Formatter = DictConfigurator(logs).configure_formatter(
        logs["formatters"]["json"]
    )
    record = logging.LogRecord(
        "integrations.engine", logging.INFO, "run.py", 1, 'run "%s"', ("7",), None
    )
    line = json.loads(formatter.format(record))
    assert line["message"] == 'run "7"'
    assert line["levelname"] == "INFO"
    assert line["name"] == "integrations.engine"
