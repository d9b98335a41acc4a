"""How long a time bomb takes to be answered by the service under load, and what it costs those beside it.

All bombs are posted to the process server, each in a call of its own, from several clients at once, while one innocent
caller sends the same shipment over and over. Printed: the seconds of each bomb by the clock, the longest first, and
whether any answer of the neighbour was another than it is on a quiet service. It asserts nothing: the figures are those
of the machine, and of what else it does. `DJANGO_SETTINGS_MODULE=config.settings python -m tests.bench_bombs` runs it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple

import django
import urllib3

CLIENTS = 4
PROMISED = 2.5
"""Seconds of one line."""
NEIGHBOURS = [
    {"name": "ethanol"},
    {"name": "safrole", "quantity": "25 kg"},
    {"smiles": "CC(=O)Cc1ccccc1"},
    {"cas": "103-79-7"},
    {"smiles": "CCN(CC)CCOC(=O)c1ccc(N)cc1"},
]
TEXTS = {
    "a name of brackets": {"name": "(" * 2_000},
    "a name of locants": {"name": "1-(" * 600},
    "a name of words of trade": {"name": "25 kg acid in and with " * 90},
    "a name of confusions": {"name": "o0l1" * 500},
    "a name of a million letters": {"name": "a" * 1_000_000},
    "a number without end": {"name": "acetone", "quantity": "9" * 1_000_000},
    "a number of a great power": {"name": "acetone", "quantity": "1e999999999 kg"},
    "a registry number of letters": {"cas": "CAS no " * 10_000},
    "a code of spaces": {"hs_code": "2 " * 50_000},
}


class Told(NamedTuple):
    """What came of one call: the seconds by the clock, and the verdict, or the status where there was none."""

    name: str
    seconds: float
    verdict: str


def figures() -> dict[str, float]:
    """Return the longest seconds of a bomb among several clients, and of a neighbour beside them, and what differed."""
    from tests.bench_api import UNLIMITED  # noqa: PLC0415 - not before Django is set up
    from tests.resolution.bombs import bombs  # noqa: PLC0415
    from tests.serving import served  # noqa: PLC0415

    os.environ.update(UNLIMITED)
    lines = {**{name: {"smiles": text} for name, text in bombs().items()}, **TEXTS}
    with TemporaryDirectory() as build, served(Path(build), workers=2) as service:
        post = _poster(service.url, service.password)
        quiet = _timed(post, "quiet", NEIGHBOURS)
        expected = quiet.verdict
        done = Event()
        with ThreadPoolExecutor(CLIENTS + 1) as threads:
            beside = threads.submit(_neighbour, post, done)
            told = list(threads.map(lambda line: _timed(post, line[0], [line[1]]), lines.items()))
            done.set()
            neighbours = beside.result()
    return _printed(told, neighbours, expected, quiet.seconds)


def _neighbour(post: Callable[[list[dict[str, str]]], str], done: Event) -> list[Told]:
    told = []
    while not done.is_set():
        told.append(_timed(post, "neighbour", NEIGHBOURS))
    return told


def _timed(post: Callable[[list[dict[str, str]]], str], name: str, lines: list[dict[str, str]]) -> Told:
    started = time.monotonic()
    verdict = post(lines)
    return Told(name, time.monotonic() - started, verdict)


def _poster(url: str, password: str) -> Callable[[list[dict[str, str]]], str]:
    """Return what posts lines and tells their verdicts with the entries found, or the status where there are none."""
    pool = urllib3.PoolManager(maxsize=CLIENTS + 1, timeout=120, retries=False)
    basic = urllib3.make_headers(basic_auth=f"officer:{password}")
    token = pool.request("POST", f"{url}/api/v1/tokens/", headers=basic, json={"scopes": ["screen"]}).json()["token"]

    def post(lines: list[dict[str, str]]) -> str:
        answer: Any = pool.request(
            "POST", f"{url}/api/v1/screenings/", headers={"Authorization": f"Token {token}"}, json={"lines": lines}
        )
        if answer.status not in (200, 201):
            return f"status {answer.status}"
        records = answer.json()["lines"]
        found = [[record["verdict"], *(finding["entry"] for finding in record["findings"])] for record in records]
        return json.dumps(found) if len(records) > 1 else str(found[0][0])

    return post


def _printed(told: list[Told], neighbours: list[Told], expected: str, quiet: float) -> dict[str, float]:
    for one in sorted(told, key=lambda one: -one.seconds):
        print(f"{one.seconds:7.2f} s  {one.verdict:<12} {one.name}")
    late = sum(one.seconds > PROMISED for one in told)
    changed = sum(one.verdict != expected for one in neighbours)
    slowest = max(one.seconds for one in neighbours)
    print(f"{len(told)} bombs from {CLIENTS} clients at once, {late} of them answered after {PROMISED} s;")
    print(f"beside them {len(neighbours)} calls of a neighbour, {changed} answered otherwise; {quiet:.2f} s alone.")
    return {
        "bomb_slowest_seconds": round(max(one.seconds for one in told), 2),
        "bombs_late": late,
        "bombs_without_a_match": sum(one.verdict == "no_match" for one in told),
        "bomb_neighbour_slowest_seconds": round(slowest, 2),
        "bomb_neighbours_changed": changed,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(figures(), indent=2))
