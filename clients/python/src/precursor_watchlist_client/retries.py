"""Calls sent again: after `Retry-After`, and after a broken connection, where a call does nothing twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import httpx

KEY: Final = "Idempotency-Key"
RETRY_AFTER: Final = "Retry-After"
BUSY: Final = (429, 502, 503)
CONFLICT: Final = 409
"""With a key and `Retry-After` it says that the twin of this call is being answered."""


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a call is sent again, and how long is waited for it at the most."""

    times: int = 5
    longest_wait: float = 60.0
    """Seconds. What says to come back later than that is answered to the caller at once."""
    first_wait: float = 0.5
    """Seconds after the first broken connection; each wait after it is twice as long, with some chance in it."""
    sleep: Callable[[float], None] = time.sleep

    def waits(self) -> Iterator[float]:
        """Yield the seconds to wait after each broken connection."""
        for tried in range(self.times):
            longest: float = min(self.first_wait * 2**tried, self.longest_wait)
            yield longest * random.uniform(0.5, 1.0)  # noqa: S311 - so that clients that broke off together come back apart


class SafeTransport(httpx.BaseTransport):
    """Sends each call until it is answered for good. Each `POST` bears a key, the same each time it is sent."""

    def __init__(self, inner: httpx.BaseTransport, retries: Retries) -> None:
        self._inner, self._retries = inner, retries

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer. Raises the last error of the connection where no attempt was answered."""
        if request.method == "POST" and KEY not in request.headers:
            request.headers[KEY] = str(uuid4())
        for wait in self._retries.waits() if self._is_safe(request) else ():
            try:
                response = self._inner.handle_request(request)
            except httpx.TransportError:
                self._retries.sleep(wait)
                continue
            if (seconds := self._asked_wait(request, response)) is None:
                return response
            response.close()
            self._retries.sleep(seconds)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _is_safe(self, request: httpx.Request) -> bool:
        return request.method == "GET" or KEY in request.headers

    def _asked_wait(self, request: httpx.Request, response: httpx.Response) -> float | None:
        """Return the seconds after which an answer asks for the call again; None where it is to be handed on."""
        asks_again = response.status_code in BUSY or (response.status_code == CONFLICT and KEY in request.headers)
        seconds = seconds_of(response.headers.get(RETRY_AFTER))
        return seconds if asks_again and seconds is not None and seconds <= self._retries.longest_wait else None


def seconds_of(header: str | None) -> float | None:
    """Return the seconds that `Retry-After` names; None without it. The service names no dates there."""
    return float(header) if header is not None and header.strip().isdecimal() else None
