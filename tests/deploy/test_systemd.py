"""The units of systemd: they hold together, end as what they run ends, and may touch little."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as service

from config.env import env
from tests.deploy.environment import graceful_seconds, lines_of
from watchlist.engine.host import ROOT
from watchlist.jobs.scheduled_tasks import SCHEDULED_TASKS

UNITS = ROOT / "deploy" / "systemd"
COMMON = UNITS / "watchlist-.service.d" / "10-house.conf"
SERVICES = sorted(UNITS.glob("*.service"))
HARDENED = {
    "User": "watchlist",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "UMask": "0077",
    "LimitCORE": "0",
    "OOMPolicy": "continue",
}


def _read(path: Path) -> dict[str, list[str]]:
    """Return what a unit says, by key, in order."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def _service(name: str) -> dict[str, list[str]]:
    return {**_read(COMMON), **_read(UNITS / name)}


def _seconds(text: str) -> int:
    return int(text)


@pytest.mark.servers
def test_the_units_are_understood(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for path in (each for each in tmp_path.rglob("*") if each.is_file()):
        path.write_text(path.read_text().replace("/opt/watchlist", str(ROOT)))
    (tmp_path / "watchlist-worker@.service").rename(tmp_path / "watchlist-worker@batch.service")
    units = sorted(path for path in tmp_path.iterdir() if path.is_file())
    assert len(units) == len([path for path in UNITS.iterdir() if path.is_file()]) > 8
    if shutil.which("systemd-analyze"):
        places = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:/usr/lib/systemd/system"}
        command = ("systemd-analyze", "verify", "--man=no", *map(str, units))
        done = subprocess.run(command, env=places, capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "watchlist" in line]
        assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_may_touch_little_and_has_bounds(path: Path) -> None:
    said = _service(path.name)
    assert {key: said[key][-1] for key in HARDENED} == HARDENED
    assert re.fullmatch(r"\dG", said["MemoryMax"][-1])
    assert path.name.startswith("watchlist-")


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_what_a_service_runs_is_there(path: Path) -> None:
    for line in _read(path)["ExecStart"]:
        for named in re.findall(r"manage\.py (\w+)", line):
            assert (ROOT / "watchlist" / "management" / "commands" / f"{named}.py").exists()
        for named in re.findall(r"--config (\S+)", line):
            assert (ROOT / named).exists()


def test_the_web_process_may_answer_to_the_end() -> None:
    said = _service("watchlist-web.service")
    assert (said["KillSignal"], said["KillMode"]) == (["SIGTERM"], ["mixed"])
    assert _seconds(said["TimeoutStopSec"][0]) > graceful_seconds()


def test_a_worker_may_end_what_it_began() -> None:
    said = _service("watchlist-worker@.service")
    assert (said["KillSignal"], said["KillMode"]) == (["SIGTERM"], ["mixed"])
    assert _seconds(said["TimeoutStopSec"][0]) >= 2 * service.LEASE_SECONDS


def test_the_socket_is_where_nginx_and_the_example_look() -> None:
    listens = _read(UNITS / "watchlist-web.socket")["ListenStream"][0]
    assert listens == env.scheme["WATCHLIST_BIND"][1] == lines_of("#")["WATCHLIST_BIND"]
    assert f"server {listens} " in (ROOT / "deploy" / "nginx" / "watchlist-upstream.conf").read_text(encoding="utf-8")


def test_what_is_written_to_is_the_build_folder_of_the_example() -> None:
    build = lines_of("")["WATCHLIST_BUILD_DIR"]
    assert _read(COMMON)["ReadWritePaths"] == [build]
    counted = _read(UNITS / "watchlist-worker@.service")["Environment"]
    assert counted == [f"PROMETHEUS_MULTIPROC_DIR={build}/counted/worker-%i"]


def test_without_a_beat_every_duty_is_done_by_the_timer() -> None:
    done = {line.partition("manage.py ")[2] for line in _read(UNITS / "watchlist-duties.service")["ExecStart"]}
    elsewhere = {"run_jobs"}  # watchlist-jobs.service
    assert done == {duty.command for duty in SCHEDULED_TASKS} - elsewhere
