"""Every call is counted and timed, under the route that it took: an address itself may name what somebody looks for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from watchlist.metrics import CALL_SECONDS, CALLS

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Those told apart: a caller may invent others without end."""


class Calls:
    """Counts calls by route, method and status, and the seconds that they took by route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, counted."""
        started = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else ""
        method = request.method if request.method in METHODS else "other"
        CALLS.labels(route, method, response.status_code).inc()
        CALL_SECONDS.labels(route).observe(time.perf_counter() - started)
        return response
