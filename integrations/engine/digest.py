"""A short fingerprint of a record's mapped values: has anything we sync changed?"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.records import Account, Company


def account_digest(account: Account, names: Sequence[str]) -> str:
    return _digest(account.fields, names, gone=account.is_deleted)


def company_digest(company: Company, names: Sequence[str]) -> str:
    return _digest(company.properties, names, gone=company.archived)


def _digest(values: Mapping[str, object], names: Sequence[str], *, gone: bool) -> str:
    found = orjson.dumps([gone, *(values.get(name) for name in names)], default=str)
    return blake2b(found, digest_size=16).hexdigest()
