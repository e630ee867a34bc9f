"""The project's settings as the tests run them, whatever the shell has set."""

from __future__ import annotations

import os

os.environ.update(
    SECRET_KEY="only-for-tests",
    CREDENTIALS_KEY="only-for-tests-too",
    DEBUG="false",
    ALLOWED_HOSTS="localhost,127.0.0.1",
    PUBLIC_URL="",
    REDIS_URL="",
    LOG_FORMAT="text",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from syncadmin.settings import *  # noqa: F403

# The sandboxes limit nothing unless a test asks for it.
CALL_RATES = dict.fromkeys(("hubspot", "hubspot-search", "salesforce"), (10_000, 0))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
