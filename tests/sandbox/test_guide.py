"""The examples of the guide do what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integrations.sandbox.hubspot.crm import HubSpotCrm
from integrations.sandbox.salesforce.crm import SalesforceCrm
from tests.sandbox.running import start_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GUIDE = Path(__file__).parents[2] / "docs" / "sandbox.md"
EXAMPLE = re.compile(r"<!-- run -->\n```(\w+)\n(.*?)```", re.DOTALL)
EXAMPLES = [found.groups() for found in EXAMPLE.finditer(GUIDE.read_text())]
PROGRAMS = {"sh": ["sh", "-e", "-c"], "python": [sys.executable, "-c"]}
STANDARD_PORTS = ("http://127.0.0.1:8101", "http://127.0.0.1:8102")


@pytest.fixture(scope="module")
def at_home() -> Iterator[Callable[[str], str]]:
    """Gives an example with the addresses of two running sandboxes."""
    with (
        start_sandbox(SalesforceCrm()) as salesforce,
        start_sandbox(HubSpotCrm()) as hubspot,
    ):

        def readdressed(example: str) -> str:
            for port, url in zip(STANDARD_PORTS, (salesforce, hubspot), strict=True):
                example = example.replace(port, url)
            return example

        yield readdressed


@pytest.mark.parametrize(
    ("language", "example"),
    EXAMPLES,
    ids=[f"{each[0]}-{place}" for place, each in enumerate(EXAMPLES)],
)
def test_an_example_of_the_guide_runs(
    at_home: Callable[[str], str], language: str, example: str
) -> None:
    if language == "sh" and shutil.which("curl") is None:
        pytest.skip("needs curl")
    done = subprocess.run(
        [*PROGRAMS[language], at_home(example)],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_guide_has_examples_to_run() -> None:
    assert {language for language, _ in EXAMPLES} == {"sh", "python"}
