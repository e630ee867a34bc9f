"""What every test may ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.postgres import NotInstalledError, temporary_postgres
from tests.sandbox.running import start_sandbox
from tests.sandboxes import Sandbox
from tests.traffic.checked import CheckedHubSpot, CheckedSalesforce

if TYPE_CHECKING:
    from collections.abc import Iterator

# On a busy machine an example may take its time: how long it took says nothing of it.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first: at the end one worker would be left alone with them."""
    items.sort(key=lambda item: "crash" not in item.keywords)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite tests in a file of their own, so that threads and processes share it."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that a test asks for in another language would leave it to the next."""
    with translation.override("en"):
        yield


@pytest.fixture
def salesforce_sandbox() -> Iterator[Sandbox]:
    """Salesforce's sandbox, empty; ``reset(accounts=3)`` gives it data."""
    crm = CheckedSalesforce()
    with start_sandbox(crm) as url:
        yield Sandbox(url)
    assert crm.book.offences == []


@pytest.fixture
def hubspot_sandbox() -> Iterator[Sandbox]:
    """HubSpot's sandbox, empty; ``reset(companies=3)`` gives it data."""
    crm = CheckedHubSpot()
    with start_sandbox(crm) as url:
        yield Sandbox(url)
    assert crm.book.offences == []


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of a PostgreSQL that lives as long as the tests do."""
    try:
        with temporary_postgres() as url:
            yield url
    except NotInstalledError as missing:
        if os.environ.get("REQUIRE_POSTGRES") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
