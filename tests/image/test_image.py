"""What the image of the service is: small, nobody's, and without the tools of its makers."""

from __future__ import annotations

import pytest

from tests.deploy.locks import RUNTIME, locked
from tests.image.docker import SERVICE, in_image, inspected

pytestmark = pytest.mark.image
MOST_BYTES = 900_000_000
NO_TOOL = "pip pip3 gcc cc make git pytest ruff mypy hatchling uv curl".split()
INSTALLED = "from importlib.metadata import distributions as d; print(*{each.metadata['Name'].lower() for each in d()})"
WRITABLE = "find / -xdev -type d -writable -not -path '/tmp*' -not -path '/proc*' -not -path '/var/lib/watchlist*'"
MAY_WRITE = {"/run/watchlist", "/var/backups/watchlist", "/dev/shm", "/dev/mqueue", "/run/lock", "/var/tmp"}  # noqa: S108
"""What Debian has for everybody, and what is to be a volume."""
SECRET = "find . -name '*.pem' -o -name secret_key -o -name '*.sqlite3-*' -o -name '*.map'"
MADE = ["dictionary", "drawings", "meaning.json", "ordinary.sqlite3", "static"]


def test_it_is_small() -> None:
    assert inspected("image", "inspect", SERVICE)["Size"] <= MOST_BYTES


def test_it_is_nobody_and_says_whether_it_is_ready() -> None:
    config = inspected("image", "inspect", SERVICE)["Config"]
    assert config["User"] == "10001:10001"
    assert config["Healthcheck"]["Test"] == ["CMD", "watchlist-ready"]
    assert in_image("id", "--user").strip() == "10001"


def test_it_holds_no_tool_of_its_makers() -> None:
    found = in_image("sh", "-c", f"for each in {' '.join(NO_TOOL)}; do command -v $each || true; done")
    assert found == ""
    assert in_image("find", "/", "-xdev", "-name", "pip*", "-path", "*-packages/*", "-maxdepth", "7") == ""


def test_it_has_the_packages_of_the_lock_and_no_others() -> None:
    has = set(in_image("python", "-c", INSTALLED).split())
    wanted = {pin.name.lower() for pin in locked(RUNTIME) if pin.marker is None or pin.marker.evaluate(_of_the_image())}
    assert has == wanted | {"precursor-watchlist"}


def _of_the_image() -> dict[str, str]:
    version = in_image("python", "-c", "import platform; print(platform.python_version())").strip()
    return {"python_full_version": version, "python_version": ".".join(version.split(".")[:2])}


def test_nothing_of_it_can_be_written_to_by_who_runs_it() -> None:
    owned = in_image("sh", "-c", f"{WRITABLE} 2>/dev/null || true").split()
    assert set(owned) <= MAY_WRITE
    refused = in_image("sh", "-c", "touch /opt/watchlist/x /usr/local/bin/x 2>&1 || true")
    assert refused.count("Read-only file system") == 2


def test_what_it_brings_ready_made_is_that_of_its_code() -> None:
    told = in_image("sh", "-c", f"cd /opt/watchlist/prepared && ls && {SECRET}")
    assert [name.partition("-")[0] for name in told.split()] == MADE
