"""What holds for the files of the project, whoever touches them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
REGISTRY = re.compile(r"p[y]pi\b|p[y]thonhosted|n[p]mjs|a[r]tifactory|/s[i]mple/", re.I)
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:work|root|home|Users)/\w")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(", re.I)
REFUSED_BY_THE_POLICY = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?://[^\s\"']+\.(?:js|css)"
)
OF_MAKE_AND_WORKERS = {"demo", "hand", "makemessages"}
READ_FROM_THE_ENVIRONMENT = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def kept_files() -> list[Path]:
    """Every file git keeps or would keep."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in done.stdout.splitlines()]
    return [file for file in files if file.is_file()]


def text_of(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "path"])
def test_no_file_names_a_package_registry_or_a_path_of_somebodys_machine(
    pattern: re.Pattern[str],
) -> None:
    assert names([f for f in kept_files() if pattern.search(text_of(f))]) == []


def test_colours_are_named_in_one_file() -> None:
    places = [*ROOT.glob("static/css/*.css"), *ROOT.glob("static/js/*.js")]
    places = [file for file in places if file.name != "tokens.css"]
    assert names([file for file in places if COLOUR.search(text_of(file))]) == []


def test_no_template_has_what_the_content_security_policy_refuses() -> None:
    templates = [*ROOT.glob("templates/**/*.html")]
    assert templates
    wrong = [file for file in templates if REFUSED_BY_THE_POLICY.search(text_of(file))]
    assert names(wrong) == []


def test_the_readme_names_every_command_a_person_gives() -> None:
    folder = ROOT / "integrations" / "management" / "commands"
    commands = {file.stem for file in folder.glob("[a-z]*.py")} - OF_MAKE_AND_WORKERS
    named = set(
        re.findall(r"(?:`|manage\.py )(?!manage)([a-z_]+)", text_of(ROOT / "README.md"))
    )
    assert {"answer", "sync"} <= commands
    assert commands - named == set()


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {file.parent for file in ROOT.glob("tests/**/*.py")}
    assert names([f for f in folders if not (f / "__init__.py").exists()]) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = text_of(ROOT / lock)
    assert "://" not in text
    assert "--index" not in text
    pins = re.findall(r"^[a-z0-9].*==.*(?:\n    --hash=\S+.*)*", text, re.M)
    assert pins
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    runtime = project["project"]["dependencies"]
    dev = [*runtime, *project["dependency-groups"]["dev"]]
    for lock, wanted in zip(LOCKS, (runtime, dev), strict=True):
        pinned = dict(re.findall(r"^(\S+)==(\S+)", text_of(ROOT / lock), re.M))
        for requirement in map(Requirement, wanted):
            version = pinned[canonicalize_name(requirement.name)]
            assert version in requirement.specifier, requirement


def test_the_tests_run_on_the_same_versions_as_the_product() -> None:
    runtime, dev = (
        set(re.findall(r"^\S+==\S+", text_of(ROOT / lock), re.M)) for lock in LOCKS
    )
    assert runtime <= dev


def test_every_setting_is_read_somewhere() -> None:
    source = text_of(ROOT / "syncadmin" / "settings.py")
    set_here = set(re.findall(r"^ *([A-Z][A-Z_]+)(?:: .*)? = ", source, re.M))
    own = {"BASE_DIR", "VAR_DIR"}
    read = set().union(*map(settings_read_in, readers_of_settings()))
    assert own < set_here
    assert set_here - own - read == set()


def readers_of_settings() -> list[Path]:
    libraries = map(find_spec, ("django", "axes", "csp", "django_q", "whitenoise"))
    origins = [Path(spec.origin) for spec in libraries if spec and spec.origin]
    folders = [ROOT / "integrations", *(origin.parent for origin in origins)]
    return [file for folder in folders for file in folder.glob("**/*.py")]


def settings_read_in(file: Path) -> set[str]:
    return set(re.findall(r'(?:settings\.|")([A-Z][A-Z_]+)\b', text_of(file)))


def test_the_readme_names_every_variable_of_the_environment() -> None:
    source = text_of(ROOT / "syncadmin" / "settings.py")
    variables = set(READ_FROM_THE_ENVIRONMENT.findall(source))
    assert {"SECRET_KEY", "DATABASE_URL", "WORKERS"} <= variables
    readme = text_of(ROOT / "README.md")
    assert sorted(name for name in variables if f"`{name}`" not in readme) == []
