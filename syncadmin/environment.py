"""How the environment's values are read: strictly, and everything wrong at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from dj_database_url import DBConfig

SHORTEST_KEY = 16
SHORTEST_TOKEN = 16
DATABASES = {
    "django.db.backends.postgresql": "postgresql",
    "django.db.backends.sqlite3": "sqlite",
}
NOT_EMPTY = validate.Length(min=1, error="It is empty.")


def reader() -> Env:
    """An Env that collects what is wrong until ``seal`` tells it all."""
    env = Env(eager=False)
    env.add_parser("database", _database)
    env.add_parser("email", _email)
    env.add_parser("address", _address)
    env.add_parser("redis", _redis)
    env.add_parser("keys", _keys)
    env.add_parser("token", _token)
    return env


def seal(env: Env) -> None:
    """Stop the start in one line that names each variable and what is wrong with it."""
    try:
        env.seal()
    except EnvValidationError as problem:
        messages = cast("Mapping[str, list[str]]", problem.error_messages)
        wrong = [f"{name}: {' '.join(why)}" for name, why in sorted(messages.items())]
        raise ImproperlyConfigured(
            f"Wrong in the environment: {' '.join(wrong)}"
        ) from None


def _database(url: str) -> DBConfig:
    try:
        database = dj_database_url.parse(url)
    except ValueError:
        database = {}
    if database.get("ENGINE") not in DATABASES or not database["NAME"]:
        raise ValidationError(
            "Use sqlite:///file or postgresql://user:password@host/name instead."
        )
    return database


def _email(url: str) -> dict[str, Any]:
    try:
        email: dict[str, Any] = dj_email_url.parse(url)
    except ValueError:
        email = {}
    if "EMAIL_BACKEND" not in email:
        raise ValidationError(
            "Use submission://user:password@host, or console: for none."
        )
    return email


def _address(url: str) -> SplitResult:
    address = urlsplit(url)
    if url and (address.scheme not in {"http", "https"} or not address.hostname):
        raise ValidationError(
            "Use a whole address such as https://sync.example.com instead."
        )
    return address


def _redis(url: str) -> str:
    if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValidationError("Use redis://host:6379/0 instead.")
    return url


def _token(text: str) -> str:
    if text and len(text) < SHORTEST_TOKEN:
        raise ValidationError(f"It needs at least {SHORTEST_TOKEN} characters.")
    return text


def _keys(text: str) -> list[str]:
    keys = [key.strip() for key in text.split(",")]
    if min(map(len, keys)) < SHORTEST_KEY:
        raise ValidationError(
            f"Each key, newest first, needs at least {SHORTEST_KEY} characters."
        )
    return keys
