"""Believes what a call says of its way only where a proxy of the house wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from watchlist.access.addresses import is_from_proxy

HEADERS: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


class Forwarded:
    """Takes the headers of proxies from a call that comes from none, before anything reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        if not is_from_proxy(request):
            for header in HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)
