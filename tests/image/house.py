"""A house that runs the service by compose, as docs/install.md says: a folder of its own, and what it asks there."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from tests.deploy.test_compose import SERVICES
from tests.image.docker import docker
from tests.serving import free_port
from watchlist.engine.host import ROOT

HOST = "watchlist.example.org"
STAY = set(SERVICES) - {"setup"}
"""Services that are up as long as the house is."""
IMAGES = {"BROKER": "watchlist-broker", "FRONT": "watchlist-front"}
"""Debian's own, in place of the public ones that are the defaults of the file."""
SUBJECT = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")


@dataclass(frozen=True, slots=True)
class House:
    """The folder of the compose file, and the ports under which nginx is reached."""

    folder: Path
    tls: int
    plain: int

    def compose(self, *words: str, expect: int = 0, text: str | None = None) -> str:
        """Return what a command of compose prints."""
        return docker("compose", *words, expect=expect, cwd=self.folder, text=text)

    def manage(self, *words: str) -> str:
        """Return what a command of the service prints, run beside the web process."""
        return self.compose("exec", "-T", "web", "python", "manage.py", *words)

    def services(self) -> dict[str, dict[str, Any]]:
        """Return each container, ended ones too, by the name of its service."""
        lines = self.compose("ps", "--all", "--format", "json").splitlines()
        return {each["Service"]: each for each in map(json.loads, lines)}

    def run(self, command: str) -> None:
        """Run a command of docs/install.md as it stands there, in the folder of the compose file."""
        done = subprocess.run(("sh", "-c", command), capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    def ask(self, method: str, path: str, **asked: Any) -> urllib3.BaseHTTPResponse:
        """Ask the site over TLS, as who trusts its certificate does."""
        pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            self.tls,
            ca_certs=str(self.folder / "tls" / "fullchain.pem"),
            assert_hostname=HOST,
            server_hostname=HOST,
        )
        asked["headers"] = {"Host": HOST, **asked.get("headers", {})}
        with pool:
            return pool.request(method, path, redirect=False, retries=False, timeout=120, **asked)


@contextmanager
def furnished(folder: Path) -> Iterator[House]:
    """Write what a house writes before the first start; take everything down and away at the end."""
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    here = folder / "deploy" / "compose"
    (here / "secrets").mkdir()
    (here / "tls").mkdir()
    password = secrets.token_urlsafe(24)
    (here / "secrets" / "database_password").write_text(password)
    (here / "secrets" / "database.env").write_text(f"PGPASSWORD={password}\n")
    shutil.copy(here.parent / "watchlist.env.example", here / "watchlist.env")
    made = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", *SUBJECT)
    written = ("-keyout", str(here / "tls" / "privkey.pem"), "-out", str(here / "tls" / "fullchain.pem"))
    subprocess.run(("openssl", "req", *made, *written), check=True, capture_output=True)
    (here / "tls" / "privkey.pem").chmod(0o644)  # nginx is nobody here
    house = House(here, free_port(), free_port())
    chosen = {f"WATCHLIST_{name}_IMAGE": image for name, image in IMAGES.items()}
    ports = {"WATCHLIST_PORT": free_port(), "WATCHLIST_HTTP_PORT": house.plain, "WATCHLIST_HTTPS_PORT": house.tls}
    (here / ".env").write_text("".join(f"{name}={value}\n" for name, value in {**chosen, **ports}.items()))
    try:
        yield house
    finally:
        log = Path(os.environ.get("WATCHLIST_IMAGE_LOG", folder / "services.log"))
        log.write_text(house.compose("logs", "--no-color", "--timestamps"))
        house.compose("down", "--volumes", "--timeout", "30")


def unwell(house: House) -> list[str]:
    """Return the services that are not as they should be: `setup` ended, the others up, and healthy where they say."""
    found = house.services()
    over = [name for name in ("setup",) if name in found and found[name]["State"] == "exited"]
    assert all(found[name]["ExitCode"] == 0 for name in over), house.compose("logs", "--no-color", "setup")
    up = {name for name, each in found.items() if each["State"] == "running" and each["Health"] in ("", "healthy")}
    return sorted({*STAY - up, *{"setup"} - set(over)})


USED = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage || sed -n 's/^usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat"
"""Nanoseconds of the processors that a container used, by either version of control groups."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of a container to its health, as the engine records both, and what it used meanwhile."""

    seconds: float
    processor_seconds: float


def start_of_web(house: House, *command: str) -> Start:
    """Do what starts the web process, and return how long it took until the image said that it is ready."""
    filters = ("label=com.docker.compose.service=web", "event=start", "event=health_status")
    asked = (word for each in filters for word in ("--filter", each))
    watching = ("docker", "events", *asked, "--format", "{{json .}}")
    with subprocess.Popen(watching, stdout=subprocess.PIPE, text=True) as events:
        house.compose(*command)
        assert events.stdout is not None
        began = 0
        for line in events.stdout:
            event = json.loads(line)
            if event["Action"] == "start":
                began = event["timeNano"]
            elif began and event["Action"] == "health_status: healthy":
                used = int(house.compose("exec", "-T", "web", "sh", "-c", f"{{ {USED}; }} 2>/dev/null"))
                events.terminate()
                return Start((event["timeNano"] - began) / 1e9, used / 1e9)
    raise AssertionError("the engine told no more")
