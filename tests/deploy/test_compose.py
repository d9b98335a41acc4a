"""The compose file: what it names exists, nobody in it is root, and what it calls healthy is."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import tomllib
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
OURS = {name: of for name, of in SERVICES.items() if of["image"] == "${WATCHLIST_IMAGE:-watchlist}"}
WORKERS = {name: of for name, of in OURS.items() if name.startswith("worker")}
NOT_OURS = {"QUEUE"}
MADE_BY_THE_HOUSE = {"./tls"}
IMAGES = ROOT / "deploy" / "image"
SECONDS = {"s": 1, "m": 60}


def _seconds(text: str) -> int:
    return int(text[:-1]) * SECONDS[text[-1]]


def test_variables_are_those_that_the_service_reads() -> None:
    assert {name for of in OURS.values() for name in of["environment"]} - NOT_OURS <= set(env.scheme)


def test_what_a_service_waits_for_is_a_service_that_says_when() -> None:
    assert "\nHEALTHCHECK " in (IMAGES / "Containerfile").read_text(encoding="utf-8")
    for of in SERVICES.values():
        for name, until in of.get("depends_on", {}).items():
            says = name == "web" or "healthcheck" in SERVICES[name]
            assert until["condition"] == "service_completed_successfully" or says


def test_volumes_and_secrets_are_declared() -> None:
    mounted = {each.partition(":")[0] for of in SERVICES.values() for each in of["volumes"]}
    files = {each for each in mounted if each.startswith(".")}
    assert mounted - files == set(FILE["volumes"])
    assert {each for each in files if not (HERE / each).exists()} == MADE_BY_THE_HOUSE
    assert {each for of in SERVICES.values() for each in of.get("secrets", [])} == set(FILE["secrets"])


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_is_root_and_nobody_becomes_it(name: str) -> None:
    of = SERVICES[name]
    assert (of["cap_drop"], of["security_opt"], of["read_only"]) == (["ALL"], ["no-new-privileges:true"], True)
    built = (ROOT / of["build"]["dockerfile"]).read_text(encoding="utf-8") if "build" in of else ""
    assert of.get("user") or re.findall(r"^USER (\w+)$", built, re.MULTILINE)[-1] != "root"


@pytest.mark.parametrize("name", ["Containerfile", "database.Containerfile"])
def test_what_is_copied_into_an_image_is_there_and_is_sent_to_whoever_builds_it(name: str) -> None:
    lines = re.findall(r"^COPY (.+) \S+$", (IMAGES / name).read_text(encoding="utf-8"), re.MULTILINE)
    copied = {path for line in lines if "--from" not in line for path in line.split() if not path.startswith("--")}
    assert copied
    assert {path for path in copied if not (ROOT / path).exists()} == set()
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {path for path in copied if not any(f"{path}/".startswith(f"{each}/") for each in sent)} == set()


def test_all_that_the_wheel_is_built_of_is_copied_into_the_image() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    needed = {*build["wheel"]["packages"], *build["wheel"]["force-include"]}
    needed |= {path for path in build["sdist"]["only-include"] if path.endswith(".py")}
    copied = re.findall(r"^COPY (.+) \S+$", (IMAGES / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert "hatch_build.py" in needed
    assert needed <= {path for line in copied for path in line.split()}


@pytest.mark.parametrize("name", ["Containerfile", "database.Containerfile", "stand_ins.Containerfile"])
def test_a_base_can_be_named_by_its_digest(name: str) -> None:
    text = (IMAGES / name).read_text(encoding="utf-8")
    named = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    stages = set(re.findall(r" AS (\w+)$", text, re.MULTILINE))
    assert "ARG BASE=" in text
    assert set(named) - stages == {"${BASE}"}
    assert all("${" in of["image"] for of in SERVICES.values())


def test_each_queue_has_a_worker() -> None:
    assert {of["environment"]["QUEUE"] for of in WORKERS.values()} == set(service.CELERY_TASK_QUEUES)


def test_the_web_process_may_answer_to_the_end() -> None:
    assert _seconds(SERVICES["web"]["stop_grace_period"]) > graceful_seconds()


def test_only_this_machine_reaches_a_port_unless_the_house_says_otherwise_of_the_site() -> None:
    ports = {name: of["ports"] for name, of in SERVICES.items() if "ports" in of}
    assert set(ports) == {"web", "front"}
    assert all(each.startswith("127.0.0.1:") for each in ports["web"])
    assert all(each.startswith("${WATCHLIST_ADDRESS:-127.0.0.1}:") for each in ports["front"])


def test_nginx_asks_the_socket_on_which_the_web_process_listens() -> None:
    (sock,) = re.findall(r"unix:\S+", SERVICES["web"]["environment"]["WATCHLIST_BIND"].partition(",")[0])
    assert f"server {sock} " in (HERE / "front" / "upstream.conf").read_text(encoding="utf-8")
    shared = [{each.rsplit(":", each.count(":"))[1] for each in SERVICES[name]["volumes"]} for name in ("web", "front")]
    assert any(sock.removeprefix("unix:").startswith(f"{folder}/") for folder in shared[0] & shared[1])


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
