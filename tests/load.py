"""A load generator in a process of its own: `python -m tests.load URL TOKEN BODIES CONNECTIONS SECONDS QUERY [CALLS]`.

Each connection sends the next shipment as soon as the last is answered, each under a reference of its own, so that
every call is of another shipment; it ends after so many seconds, or so many calls. Prints one JSON object.
"""

from __future__ import annotations

import http.client
import itertools
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

REFERENCE = b"REFERENCE"
"""Stands in a body for the reference of the shipment."""


def main(url: str, token: str, bodies: str, connections: str, seconds: str, query: str = "", calls: str = "") -> None:
    """Send, and print what came of it."""
    sent = Path(bodies).read_bytes().splitlines()
    end = time.perf_counter() + float(seconds)
    numbers = iter(range(int(calls))) if calls else itertools.count()
    started = time.perf_counter()
    with ThreadPoolExecutor(int(connections)) as threads:
        each = list(threads.map(lambda _: _send(url, token, query, sent, numbers, end), range(int(connections))))
    took = time.perf_counter() - started
    answered = sorted(second for seconds_of, _ in each for second in seconds_of)
    errors = sum(errors for _, errors in each)
    print(json.dumps({"seconds": answered, "errors": errors, "calls_per_second": len(answered) / took}))


def _send(
    url: str, token: str, query: str, bodies: list[bytes], numbers: Iterator[int], end: float
) -> tuple[list[float], int]:
    """Send one call after another over one connection; return how long each answer took, and how many failed."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=180)
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    took, errors = [], 0
    for number in numbers:
        if time.perf_counter() > end:
            break
        body = bodies[number % len(bodies)].replace(REFERENCE, f"load-{time.time_ns()}".encode())
        started = time.perf_counter()
        connection.request("POST", f"/api/v1/screenings/{query}", body, headers)
        response = connection.getresponse()
        response.read()
        took.append(time.perf_counter() - started)
        errors += response.status not in {HTTPStatus.OK, HTTPStatus.CREATED}
    connection.close()
    return took, errors


if __name__ == "__main__":
    main(*sys.argv[1:])
