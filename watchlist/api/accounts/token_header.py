"""The token of a call, in its header `Authorization`, under either name that clients are made to send."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from watchlist.access import Token

SCHEMES: Final = (b"token", b"bearer")


class TokenHeader(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """Reads `Authorization: Bearer …` and `Authorization: Token …` alike."""

    def authenticate(self, request: Request) -> Any:
        """Return the user and the token; None where the header is of another kind. Raises for a token not known."""
        scheme, *texts = get_authorization_header(request).split() or [b""]
        if scheme.lower() not in SCHEMES:
            return None
        if len(texts) != 1:
            raise AuthenticationFailed
        return self.authenticate_credentials(texts[0])

    def _cleanup_token(self, token: Token) -> bool:
        """Say whether a token is over. A call deletes none: the night does, and writes it to the trail."""
        return token.expiry is not None and token.expiry < datetime.now(UTC)


class TokenHeaderScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as it has no types
    """Both names, as the document tells them: either will do."""

    target_class = TokenHeader
    name = ["bearerToken", "knoxApiToken"]

    def get_security_definition(self, auto_schema: Any) -> Any:
        """Return the definitions, in the order of the names."""
        return [
            {"type": "http", "scheme": "bearer"},
            {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "The same token, after the word `Token`.",
            },
        ]

    def get_security_requirement(self, auto_schema: Any) -> Any:
        """Return one requirement for each name, of which one is met."""
        return [{name: []} for name in self.name]
