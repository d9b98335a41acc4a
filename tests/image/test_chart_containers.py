"""The containers of the chart, run as Helm renders them, beside the database and the broker of the compose file."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.chart.rendered import pods, rendered
from tests.image.docker import SERVICE, docker
from tests.image.house import House
from tests.waiting import wait_for

pytestmark = pytest.mark.image
NETWORK = "watchlist_default"
HEALTHY = ("watchlist-ready",)


@pytest.fixture(scope="module")
def keys(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as the secrets of the chart are mounted."""
    folder = tmp_path_factory.mktemp("secrets")
    password = (house.folder / "secrets" / "database_password").read_text(encoding="utf-8")
    (folder / "database_url").write_text(f"postgres://watchlist:{password}@database:5432/watchlist")
    (folder / "broker_url").write_text("redis://broker:6379/0")
    house.manage("dossier_key")  # made at the first asking
    for name in ("secret_key", "dossier_key.pem"):
        (folder / name).write_text(house.compose("exec", "-T", "web", "cat", f"/var/lib/watchlist/{name}"))
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o755)
    return folder


@contextmanager
def _container(name: str, keys: Path, *how: str) -> Iterator[str]:
    """Run the container of a part of the chart with what its pod gives it, and no more; yield its name."""
    (pod,) = (spec for part, _, spec in pods(rendered()) if part == f"watchlist-{name}")
    (of,) = pod["containers"]
    empty = {each["name"] for each in pod["volumes"] if "emptyDir" in each}
    folders = {each["mountPath"] for each in of["volumeMounts"] if each["name"] in empty}
    (secrets,) = (each["mountPath"] for each in of["volumeMounts"] if each["name"] == "secrets")
    given = [f"--tmpfs={folder}:uid=10001,gid=10001" for folder in folders]
    given += [f"--env={each['name']}={each['value']}" for each in of["env"]]
    given += ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", f"--user={_account(pod)}"]
    given += [f"--volume={keys}:{secrets}:ro", f"--network={NETWORK}", f"--name={name}-of-chart"]
    docker("run", *how, *given, SERVICE, *of.get("args", []))
    try:
        yield f"{name}-of-chart"
    finally:
        docker("rm", "--force", "--volumes", f"{name}-of-chart")


def _account(pod: dict[str, Any]) -> str:
    own = pod["securityContext"]
    return f"{own['runAsUser']}:{own['runAsGroup']}"


def _answers(name: str, *command: str) -> bool:
    return subprocess.run(("docker", "exec", name, *command), capture_output=True, check=False).returncode == 0


def test_the_set_up_finds_nothing_to_do_in_a_database_that_is_set_up(keys: Path) -> None:
    with _container("setup", keys):
        pass


def test_the_web_process_is_ready_under_its_name(keys: Path) -> None:
    with _container("web", keys, "--detach") as name:
        wait_for(lambda: _answers(name, *HEALTHY), "the web process of the chart is ready", 300, interval=1)


def test_a_worker_hears_the_broker(keys: Path) -> None:
    (pod,) = (spec for part, _, spec in pods(rendered()) if part == "watchlist-worker-lists")
    probe = pod["containers"][0]["readinessProbe"]["exec"]["command"]
    with _container("worker-lists", keys, "--detach") as name:
        wait_for(lambda: _answers(name, *probe), "the worker of the chart hears the broker", 300, interval=1)
