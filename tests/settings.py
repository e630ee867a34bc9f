"""The project's settings as the tests run them."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("CREDENTIALS_KEY", "only-for-tests-of-credentials")
os.environ.setdefault("DATABASE_URL", "sqlite:///var/tests.sqlite3")

from syncadmin.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
