"""A service that answers as a test wants, and waits that take no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from precursor_watchlist_client import Retries, Watchlist

Answer = httpx.Response | Exception


@dataclass
class Script:
    """The answers of a service, one after the other, and what it was sent."""

    answers: list[Answer] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.bodies.append(request.read())
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


Scripted = Callable[..., tuple[Watchlist, Script]]


@pytest.fixture
def scripted() -> Scripted:
    """Return who makes a client of a service that gives these answers."""

    def make(*answers: Answer) -> tuple[Watchlist, Script]:
        script = Script(list(answers))
        retries = Retries(times=3, sleep=script.waits.append)
        return Watchlist("http://service", "t", retries=retries, transport=httpx.MockTransport(script)), script

    return make
