"""The compose file that users get, run: it comes up, screens, outlives restarts, is backed up, restored, and goes."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import Any

import pytest

from tests.image.docker import docker
from tests.image.house import HOST, STAY, House, start_of_web, unwell
from tests.waiting import wait_for
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.image
OVER = {"done", "dead", "cancelled"}
MOST_SECONDS, PROCESSORS = 15, 2
PROGRAM = """
from django.contrib.auth.models import User
from watchlist.access import grant, issue
user = User.objects.create_user("erp")
grant(user, "Programs")
print(issue(user=user, scopes=["screen"], actor="root")[1])
"""
SHIPMENT = {
    "reference": "INV-1",
    "origin": "US",
    "destination": "MX",
    "operation": "export",
    "lines": [
        {"key": "1", "name": "Acetic anhydride", "cas": "108-24-7", "quantity": "160", "unit": "kg"},
        {"key": "2", "name": "Glycerol"},
    ],
}
SAMPLE = ROOT / "fixtures" / "manifests" / "sample.csv"
FIRST = "from watchlist.screenings.models import Screening; print(Screening.objects.earliest('pk').pk)"
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8").partition("## Compose")[2]


@pytest.fixture(scope="module")
def token(house: House) -> dict[str, str]:
    return {"Authorization": f"Token {house.manage('shell', '--no-imports', '-c', PROGRAM).split()[-1]}"}


def _screen(house: House, token: dict[str, str], key: str) -> dict[str, Any]:
    headers = {**token, "Idempotency-Key": key}
    answer = house.ask("POST", "/api/v1/screenings/", headers=headers, json=SHIPMENT)
    assert answer.status in (200, 201), answer.data
    told: dict[str, Any] = answer.json()
    return told


def _upload(house: House, token: dict[str, str], reference: str) -> dict[str, Any]:
    """Send a manifest, and return what is told of it once a worker is done with it."""
    fields = {"file": ("sample.csv", SAMPLE.read_bytes(), "text/csv"), "reference": reference}
    headers = {**token, "Idempotency-Key": reference}
    sent = house.ask("POST", "/api/v1/manifests/", headers=headers, fields=fields)
    assert sent.status == 202, sent.data
    address = f"/api/v1/manifests/{sent.json()['id']}/"
    wait_for(
        lambda: _told(house, token, address)["state"] in ("done", "dead", "cancelled"),
        "it is screened",
        600,
        interval=1,
    )
    return _told(house, token, address)


def _told(house: House, token: dict[str, str], address: str) -> dict[str, Any]:
    told: dict[str, Any] = house.ask("GET", address, headers=token).json()
    return told


def test_it_comes_up_and_screens_through_nginx(house: House, token: dict[str, str]) -> None:
    answer = _screen(house, token, "first")
    assert [line["verdict"] for line in answer["lines"]] == ["controlled", "no_match"]
    page = house.ask("GET", "/admin/login/")
    assert page.status == 200
    assert "Strict-Transport-Security" in page.headers
    assert house.ask("GET", "/api/v1/metrics").status == 404
    (style,) = {part for part in page.data.decode().split('"') if part.startswith("/static/unfold/css/styles")}
    assert house.ask("GET", style).status == 200


def test_a_worker_does_what_is_uploaded(house: House, token: dict[str, str]) -> None:
    told = _upload(house, token, "INV-2")
    assert (told["state"], told["done"]) == ("done", told["total"])


def test_each_container_is_nobody_on_a_file_system_that_it_cannot_write(house: House) -> None:
    for name, each in house.services().items():
        found = json.loads(docker("inspect", each["ID"]))[0]
        assert found["HostConfig"]["ReadonlyRootfs"], name
        assert found["HostConfig"]["CapDrop"] == ["ALL"], name
        if name != "setup":
            assert house.compose("exec", "-T", name, "id", "--user").strip() != "0", name
            refused = house.compose("exec", "-T", name, "sh", "-c", "touch /etc/x 2>&1 || true")
            assert "Read-only file system" in refused, name


def test_from_its_start_to_its_health_the_web_process_takes_seconds(house: House) -> None:
    """Where others have the processors it waits for them: then what it used counts, on two of its own."""
    start = start_of_web(house, "restart", "web")
    print(f"from start to ready: {start.seconds:.1f} s, {start.processor_seconds:.1f} s of the processors")
    assert min(start.seconds, start.processor_seconds / PROCESSORS) <= MOST_SECONDS


def test_a_restart_of_every_service_loses_nothing(house: House, token: dict[str, str]) -> None:
    before = _screen(house, token, "kept")
    house.compose("restart", "--timeout", "60", *STAY)
    wait_for(lambda: unwell(house) == [], "every service is up again", 300, interval=1)
    wait_for(lambda: house.ask("GET", "/api/v1/readyz").status == 200, "the site answers", 120, interval=1)
    assert _screen(house, token, "kept") == before
    assert _upload(house, token, "INV-3")["state"] == "done"


def test_what_is_lost_whole_comes_back_from_the_first_backup(house: House, token: dict[str, str]) -> None:
    before = _screen(house, token, "kept")
    for command in _commands("**First backup**"):
        house.run(command)
    key = house.manage("dossier_key")
    house.compose("down", "--volumes")
    for command in _commands("**First restore**"):
        house.run(command)
    wait_for(lambda: unwell(house) == [], "every service is up again", 300, interval=1)
    house.manage("migrate", "--check")
    house.manage("replay", house.manage("shell", "--no-imports", "-c", FIRST).strip())
    assert house.manage("dossier_key") == key
    assert _screen(house, token, "kept") == before


def _commands(before: str) -> list[str]:
    """Return the commands that the page gives below the line that begins so."""
    lines = PAGE.partition(f"\n{before}")[2].splitlines()[2:]
    return [line.strip() for line in takewhile(lambda line: line.startswith("    "), lines)]


def test_the_site_is_that_of_its_certificate(house: House) -> None:
    assert HOST in house.compose("exec", "-T", "front", "cat", "/etc/nginx/watchlist.conf")
