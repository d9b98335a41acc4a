"""Validators: an answer that has not changed is not sent again, and HEAD is answered as GET is, without the body."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.deprecation import MiddlewareMixin

NAMESPACE: Final = "api"
VARY: Final = ("Authorization", "Accept-Encoding")
OF_THE_BODY: Final = ("content-", "etag")
"""Headers, by how they begin, that a 304 has no use for, or has already."""


class Conditional(MiddlewareMixin):
    """Gives each answer of the API to GET or HEAD an ETag, and answers 304 to who has it.

    Stands inside compression, which makes the ETag weak: either form is taken in `If-None-Match`. An answer is of its
    caller's rights: no shared cache may keep it, and the caller's own asks before it uses it again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer, or 304."""
        match = request.resolver_match
        if match is None or match.namespace != NAMESPACE:
            return response
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, VARY)
        is_kept = "no-store" not in response["Cache-Control"]
        if request.method not in ("GET", "HEAD") or response.status_code != 200 or not is_kept:
            return response
        if not response.has_header("ETag") and not response.streaming:
            set_response_etag(response)
        answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
        if answer is None or answer is response:
            return response
        for name, value in response.items():
            if not name.lower().startswith(OF_THE_BODY):
                answer.headers.setdefault(name, value)
        return answer


class HeadWithoutBody(MiddlewareMixin):
    """Drops the body of an answer to HEAD, outside whatever measures it: a server need not."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer; to HEAD, with the length that its body would have."""
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response
