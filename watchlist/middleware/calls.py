"""What is done of each call: of its headers, its text and its count.

It is believed of its way only where a proxy of the house wrote that. No name, key, number or sentence has a NUL, and
PostgreSQL can store none and search for none. Calls are counted under the route that they took: an address itself may
name what somebody looks for.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django_structlog.middlewares import RequestMiddleware

from watchlist.access import is_from_proxy
from watchlist.conf import API
from watchlist.metrics import CALL_SECONDS, CALLS

HEADERS: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
MESSAGE: Final = "the request holds a NUL"
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


class Forwarded(MiddlewareMixin):
    """Takes the headers of proxies from a call that comes from none, before anything reads them."""

    def process_request(self, request: HttpRequest) -> None:
        """Take them away."""
        if not is_from_proxy(request):
            for header in HEADERS:
                request.META.pop(header, None)


class NoNul(MiddlewareMixin):
    """Refuses a request of a person (400) whose address, query or form holds a NUL.

    The API reads its queries and bodies itself, once it knows who calls.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Check address and query. Raises `BadRequest`."""
        is_call = request.path_info.startswith(API)
        if not is_call and ("\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")):
            raise BadRequest(MESSAGE)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Check the fields of a form. Raises `BadRequest`."""
        if request.method != "POST" or request.path_info.startswith(API):
            return
        if any("\0" in text for _name, texts in request.POST.lists() for text in texts):
            raise BadRequest(MESSAGE)


HEADER: Final = "X-Request-ID"
LONGEST_PATH: Final = 200
OPENING: Final = "/files/"
"""Addresses under it open a file to whoever has them: the log holds none."""
_READABLE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIds(RequestMiddleware):
    """Binds the id of a call to its logs and puts it on the answer. Of the call, method and path are logged alone."""

    def prepare(self, request: HttpRequest) -> None:
        """Settle the id before anything is logged: another writing than `_READABLE` is not taken over."""
        received = request.META.get("HTTP_X_REQUEST_ID", "")
        request.META["HTTP_X_REQUEST_ID"] = received if _READABLE.fullmatch(received) else uuid.uuid4().hex
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Put the id on the answer, whatever it is."""
        response[HEADER] = request.META["HTTP_X_REQUEST_ID"]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return method and path: a query may hold what somebody declares."""
        path = f"{OPENING}…" if request.path.startswith(OPENING) else request.path[:LONGEST_PATH]
        return f"{request.method} {path}"
