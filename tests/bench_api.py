"""What a call costs a program over HTTP, everything warm: shipments of 100 lines that are stored, and checkout calls.

A checkout call sends one line, is told the verdict alone, and stores nothing.

Like the rest of `make bench` it asserts nothing. The service runs in a build folder of its own, on SQLite, under the
process server; the load comes from another process (tests/load.py).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import urllib3

from tests.load import REFERENCE
from tests.serving import Served, request, running, served
from watchlist.engine.host import ROOT
from watchlist.law_store.compile import law_known_at

SHIPMENTS, LINES, PARTIES = 100, 100, 200
SECONDS = 60
CHECKOUT = "?view=verdict"
LISTED, DRAWN = 0.05, 0.2
"""Of the lines, those that name something listed, and with them those that give a structure."""

UNLIMITED = {"WATCHLIST_CALLS_PER_MINUTE": "1000000", "WATCHLIST_LINES_PER_DAY": "1000000000"}
"""One token sends all of it: what it may ask is not what is measured."""

Entry = tuple[str, str, str]


def figures(entries: list[Entry]) -> dict[str, float]:
    """Return the seconds of a call to one worker, and the calls a second that two workers sustain."""
    with TemporaryDirectory() as folder:
        bodies = _written(Path(folder) / "shipments.jsonl", shipments := _shipments(entries))
        checkouts = _written(Path(folder) / "checkouts.jsonl", _checkouts(shipments))
        build = Path(folder) / "build"
        build.mkdir()
        os.environ.update(UNLIMITED)
        with served(build, workers=1) as service:
            token = token_of(service)
            load(service, token, bodies, connections=1, seconds=SECONDS / 2)  # every shipment is known from here on
            alone = load(service, token, bodies, connections=1, seconds=SECONDS / 2)
        with running(service, workers=2):
            load(service, token, bodies, connections=2, seconds=SECONDS / 2)
            both = load(service, token, bodies, connections=2, seconds=SECONDS)
            load(service, token, checkouts, connections=2, seconds=SECONDS / 6, query=CHECKOUT)
            checked = load(service, token, checkouts, connections=2, seconds=SECONDS, query=CHECKOUT)
    return {
        **{f"api_one_worker_{name}": value for name, value in _told(alone).items()},
        **{f"api_two_workers_{name}": value for name, value in _told(both).items()},
        **{f"api_checkout_{name}": value for name, value in _told(checked).items()},
    }


def _written(path: Path, bodies: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, bodies)))
    return path


def _told(found: dict[str, Any]) -> dict[str, float]:
    seconds = found["seconds"]
    shares = {f"p{share}_ms": round(1000 * seconds[int(len(seconds) * share / 100)], 1) for share in (50, 95, 99)}
    longest = {"longest_ms": round(1000 * seconds[-1], 1)}
    return {**shares, **longest, "calls_per_second": round(found["calls_per_second"], 1), "errors": found["errors"]}


def load(
    service: Served,
    token: str,
    bodies: Path,
    *,
    connections: int,
    seconds: float,
    query: str = "",
    calls: int | None = None,
) -> dict[str, Any]:
    """Return what came of calls from another process: the seconds of each in order, errors, and calls a second."""
    command = [sys.executable, "-m", "tests.load", service.url, token, str(bodies), str(connections), str(seconds)]
    done = subprocess.run([*command, query, str(calls or "")], cwd=ROOT, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def token_of(service: Served) -> str:
    """Return a token of the officer, to screen with."""
    headers = urllib3.make_headers(basic_auth=f"officer:{service.password}")
    answer = request("POST", f"{service.url}/api/v1/tokens/", headers=headers, json={"scopes": ["screen"]})
    return str(answer.json()["token"])


def _shipments(entries: list[Entry]) -> list[dict[str, Any]]:
    """Return shipments of one consignor to one consignee each, on one route."""
    chance = random.Random(3)
    listed = sorted(s.name for s in law_known_at().substances.values() if s.kind == "substance")
    shipments = []
    for _ in range(SHIPMENTS):
        sides = {"consignor": "Great Plains Inc", "consignee": f"Customer {chance.randrange(PARTIES)} Ltd"}
        moved = {"quantity": "25", "unit": "kg", "date": "2026-03-02", **sides}
        lines = [{**_goods(chance, entries, listed), **moved, "key": str(number)} for number in range(LINES)]
        route = {"origin": "US", "destination": "CO", "operation": "export"}
        shipments.append({"reference": REFERENCE.decode(), **route, "lines": lines})
    return shipments


def _checkouts(shipments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the calls of a checkout: a few lines of each shipment, each for itself."""
    return [
        {**shipment, "store": False, "lines": [line]}
        for shipment in shipments
        for line in shipment["lines"][:: LINES // 10]
    ]


def _goods(chance: random.Random, entries: list[Entry], listed: list[str]) -> dict[str, str]:
    """Return goods as they are written: something listed by name; a structure; name and number, or one of them."""
    way = chance.random()
    cas, name, smiles = chance.choice(entries)
    if way < LISTED:
        return {"name": chance.choice(listed)}
    if way < DRAWN:
        return {"smiles": smiles}
    return {**({"name": name} if way < 0.8 else {}), **({"cas": cas} if way > 0.4 else {})}
