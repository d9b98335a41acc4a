"""The compose file: what it names exists, nobody in it is root, and what it calls healthy is."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as service

from config.env import env
from tests.deploy.environment import graceful_seconds
from tests.waiting import wait_for
from tests.working import working
from watchlist.engine.host import ROOT

HERE = ROOT / "deploy" / "compose"
FILE: dict[str, Any] = yaml.safe_load((HERE / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
OURS = {name: of for name, of in SERVICES.items() if of.get("image") == "watchlist"}
WORKERS = {name: of for name, of in OURS.items() if name.startswith("worker")}
NOT_OURS = {"QUEUE"}
SECONDS = {"s": 1, "m": 60}


def _seconds(text: str) -> int:
    return int(text[:-1]) * SECONDS[text[-1]]


def test_variables_are_those_that_the_service_reads() -> None:
    assert {name for of in OURS.values() for name in of["environment"]} - NOT_OURS <= set(env.scheme)


def test_what_a_service_waits_for_is_a_service_that_says_when() -> None:
    for of in SERVICES.values():
        for name, until in of.get("depends_on", {}).items():
            assert until["condition"] == "service_completed_successfully" or "healthcheck" in SERVICES[name]


def test_volumes_and_secrets_are_declared() -> None:
    mounted = {each.partition(":")[0] for of in SERVICES.values() for each in of["volumes"]}
    assert mounted == set(FILE["volumes"])
    assert {each for of in SERVICES.values() for each in of.get("secrets", [])} == set(FILE["secrets"])


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_is_root_and_nobody_becomes_it(name: str) -> None:
    of = SERVICES[name]
    assert (of["cap_drop"], of["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    built = (ROOT / of["build"]["dockerfile"]).read_text(encoding="utf-8") if "build" in of else ""
    assert of.get("user") or re.findall(r"^USER (\w+)$", built, re.MULTILINE)[-1] != "root"


@pytest.mark.parametrize("name", ["Dockerfile", "postgres.Dockerfile"])
def test_what_is_copied_into_an_image_is_there(name: str) -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (HERE / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert copied
    assert [path for line in copied for path in line.split() if not (ROOT / path).exists()] == []


def test_each_queue_has_a_worker() -> None:
    assert {of["environment"]["QUEUE"] for of in WORKERS.values()} == set(service.CELERY_TASK_QUEUES)


def test_the_web_process_may_answer_to_the_end() -> None:
    assert _seconds(SERVICES["web"]["stop_grace_period"]) > graceful_seconds()


def test_only_this_machine_reaches_a_port() -> None:
    ports = [port for of in SERVICES.values() for port in of.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]


@pytest.mark.servers
def test_a_worker_is_healthy_while_it_hears_the_broker(tmp_path: Path) -> None:
    kind, told = WORKERS["worker"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    with working(tmp_path, broker=True) as house:
        environment = {**house.environment, "QUEUE": "worker"}

        def is_healthy() -> bool:
            asked = ("sh", "-c", told.replace("$$", "$"))
            return subprocess.run(asked, env=environment, capture_output=True, check=False).returncode == 0

        assert not is_healthy()
        house.start("worker")
        wait_for(is_healthy, "the worker is healthy")
        house.kill9("worker")
        alive = tmp_path / "alive" / f"worker@{socket.gethostname()}"
        os.utime(alive, (0, alive.stat().st_mtime - 120))
        assert not is_healthy()
