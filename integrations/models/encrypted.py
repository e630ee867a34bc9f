"""Text that only this installation's keys can read back."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

FERNET_KEY_BYTES = 32


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Encrypted in the database with the newest of CREDENTIALS_KEY, plain in Python."""

    def get_prep_value(self, value: object) -> str | None:
        text = super().get_prep_value(value)
        return text if not text else _box(_keys()).encrypt(text.encode()).decode()

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return value if not value else _decrypted(value)


def _decrypted(value: str) -> str:
    try:
        return _box(_keys()).decrypt(value.encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "CREDENTIALS_KEY cannot read the stored credentials: add the key they were "
            "stored with to its list, or connect again."
        ) from error


def _keys() -> tuple[str, ...]:
    return tuple(settings.CREDENTIALS_KEY)


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        return Fernet(base64.urlsafe_b64encode(_stretched(key)))


def _stretched(key: str) -> bytes:
    info = b"syncadmin credentials"
    return HKDF(SHA256(), FERNET_KEY_BYTES, salt=None, info=info).derive(key.encode())
