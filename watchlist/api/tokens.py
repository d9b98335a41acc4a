"""Tokens: a person logs in by name and password, and is shown a token once."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from knox.views import LoginView
from rest_framework.authentication import BasicAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from watchlist.api.records import IssuedToken, problems


class LogInAttempts(SimpleRateThrottle):
    """So many attempts from one address, whoever they claim to be."""

    scope = "log_in"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return the key under which the attempts of this address are counted."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class Tokens(LoginView):  # type: ignore[misc]  # knox ships no types
    """Tokens for programs."""

    authentication_classes = [BasicAuthentication]

    def perform_authentication(self, request: Request) -> None:
        """Count the attempt before the password is looked at: afterwards, only the attempts that succeed are left."""
        attempts = LogInAttempts()
        if not attempts.allow_request(request, self):
            self.throttled(request, attempts.wait())
        super().perform_authentication(request)

    @extend_schema(
        operation_id="log_in",
        summary="Exchange a name and password for a token",
        request=None,
        responses={200: IssuedToken, **problems(401, 429)},
    )
    def post(self, request: Request, format: str | None = None) -> Response:  # noqa: A002 - the name is knox's
        """Return a new token of the user who logs in."""
        response: Response = super().post(request, format)
        return response
