"""Request ids: every answer and every line of the log of one call bear the same, the caller's own if it sends one."""

from __future__ import annotations

import re
import uuid
from typing import Final

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

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
