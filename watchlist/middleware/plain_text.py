"""Text without NUL: no name, key, number or sentence has one, and PostgreSQL can store none and search for none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from watchlist.conf import API

MESSAGE: Final = "the request holds a NUL"


class NoNul:
    """Refuses a request of a person (400) whose address, query or form holds a NUL.

    The API reads its queries and bodies itself, once it knows who calls.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer. Raises `BadRequest`."""
        is_call = request.path_info.startswith(API)
        if not is_call and ("\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")):
            raise BadRequest(MESSAGE)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Check the fields of a form. Raises `BadRequest`."""
        if request.method != "POST" or request.path_info.startswith(API):
            return
        if any("\0" in text for _name, texts in request.POST.lists() for text in texts):
            raise BadRequest(MESSAGE)
