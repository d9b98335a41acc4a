"""Programs that call without TLS where the site is under TLS: refused, and not led on as browsers are."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from watchlist.api.problems import ApiProblem, problem_response
from watchlist.conf import API

DETAIL = "Call under https. What you sent went in the clear: replace the token that was in it."


class PlainCalls:
    """Stands before what sends plain calls to TLS: a program led on would go on, and its token go in the clear."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_plain = settings.SECURE_SSL_REDIRECT and request.path.startswith(API) and not request.is_secure()
        path = request.path.lstrip("/")
        if is_plain and not any(re.search(pattern, path) for pattern in settings.SECURE_REDIRECT_EXEMPT):
            return problem_response(ApiProblem("not-allowed", DETAIL))
        return self.get_response(request)
