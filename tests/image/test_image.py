"""What the image of the service is: small, nobody's, and without the tools of its makers."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.deploy.locks import RUNTIME, locked
from tests.image.docker import SERVICE, docker, in_image, inspected
from watchlist.conf import build_dir
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import build_dictionary, dictionary_path

pytestmark = pytest.mark.image
SAMPLE = ROOT / "fixtures" / "manifests" / "sample.csv"
COMMAND = "import sys; from watchlist.engine.command.main import main; sys.exit(main())"
ASKED = ("-c", COMMAND, "screen", "--format", "jsonl", "--as-of", "2026-11-01")
MOST_BYTES = 900_000_000
NO_TOOL = "pip pip3 gcc cc make git pytest ruff mypy hatchling uv curl".split()
INSTALLED = "from importlib.metadata import distributions as d; print(*{each.metadata['Name'] for each in d()})"
WRITABLE = "find / -xdev -type d -writable -not -path '/tmp*' -not -path '/proc*' -not -path '/var/lib/watchlist*'"
MAY_WRITE = {"/run/watchlist", "/var/backups/watchlist", "/dev/shm", "/dev/mqueue", "/run/lock", "/var/tmp"}  # noqa: S108
"""What Debian has for everybody, and what is to be a volume."""
SECRET = "find . -name '*.pem' -o -name secret_key -o -name '*.sqlite3-*' -o -name '*.map'"
SPOKEN = """
import django
from django.utils.translation import gettext, override
django.setup()
from watchlist.engine.decision import country_code, country_in_words
print(country_code("Alemania"), country_code("中国"))
languages = ("en", "de", "fr", "es", "pt", "zh-hans")
words = []
for language in languages:
    with override(language):
        words.append((country_in_words("AL"), gettext("Log out"), gettext("Cases")))
print([country for country, *_ in words])
print(*(len({word[place] for word in words}) > 1 for place in (1, 2)))
"""
MADE = ["dictionary", "drawings", "goods", "meaning.json", "names", "ordinary.sqlite3", "static"]


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
    assert in_image("sh", "-c", "find / -xdev -maxdepth 7 -name 'pip*' -path '*-packages/*' 2>/dev/null || true") == ""


def test_it_has_the_packages_of_the_lock_and_no_others() -> None:
    has = {canonicalize_name(name) for name in in_image("python", "-c", INSTALLED).split()}
    here = _of_the_image()
    wanted = {canonicalize_name(pin.name) for pin in locked(RUNTIME) if pin.marker is None or pin.marker.evaluate(here)}
    # Of scipy and pandas the metadata alone is there: deploy/image/left_out.txt.
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


def test_it_has_the_languages_that_its_pages_speak() -> None:
    settings = ("DJANGO_SETTINGS_MODULE=config.settings", "WATCHLIST_BUILD_DIR=/tmp")
    told = in_image("env", *settings, "python", "-c", SPOKEN)
    assert told.split("\n")[:2] == ["DE CN", "['Albania', 'Albanien', 'Albanie', 'Albania', 'Albânia', '阿尔巴尼亚']"]
    assert "False" not in told


def test_it_answers_as_the_checkout_does_whatever_its_python(tmp_path: Path) -> None:
    if not (current := dictionary_path(build_dir())).exists():
        build_dictionary(current)
    cache = tmp_path / "precursor-watchlist"
    cache.mkdir()
    for made in (current, *build_dir().glob("ordinary.sqlite3")):
        (cache / made.name).symlink_to(made)
    here = subprocess.run(
        (sys.executable, *ASKED, str(SAMPLE)),
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    folder = "/tmp/precursor-watchlist"  # noqa: S108 - in the container
    linked = f"mkdir {folder} && ln -s /opt/watchlist/prepared/* {folder}/ && XDG_CACHE_HOME=/tmp"
    there = docker(
        "run",
        "--rm",
        "--read-only",
        "--tmpfs=/tmp",
        "--network=none",
        f"--volume={SAMPLE}:/sample.csv:ro",
        SERVICE,
        "sh",
        "-c",
        f"{linked} python {shlex.join(ASKED)} /sample.csv",
        expect=1,
    )
    assert here.returncode == 1, here.stderr
    assert there.splitlines()[1:-1] == here.stdout.splitlines()[1:-1]
