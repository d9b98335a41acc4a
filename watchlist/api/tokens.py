"""Tokens: a person logs in by name and password and is shown a token once; who has one rotates and revokes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from watchlist.access.models import Token
from watchlist.access.scopes import SCOPES, open_to
from watchlist.access.second_factor import has_one, verified
from watchlist.access.tokens import LIFETIME, LONGEST, issue, meanings, revoke, rotate
from watchlist.api.base import AnyScope, Endpoint, Write, refuse_parameters
from watchlist.api.bodies import Body, fields_of, refuse_fields
from watchlist.api.problem_records import problems
from watchlist.api.problems import Refused
from watchlist.api.record_base import Record
from watchlist.conf import requires_second_factor

SCOPE_KEYS = tuple(scope.key for scope in SCOPES)
OUT = "Too many wrong passwords for this name from this address: go on after `Retry-After` seconds."
USUAL = frozenset({"screen", "read_lists"})
EXAMPLE_TOKEN = {
    "key": "3b1f0c9a2d4e5f6",
    "name": "warehouse",
    "scopes": ["screen", "read_lists"],
    "created": "2026-03-02T09:00:00Z",
    "expiry": "2026-04-01T09:00:00Z",
    "last_used_at": None,
}


class LogInAttempts(SimpleRateThrottle):
    """So many attempts from one address, whoever they claim to be."""

    scope = "log_in"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return the key under which the attempts of this address are counted."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class TokenRequest(Body):
    """What a token is to be for."""

    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=80)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(SCOPE_KEYS),
        required=False,
        help_text="none given: screen and read_lists, as far as this user has the rights. "
        + " ".join(f"`{key}`: {meaning}" for key, meaning in meanings().items()),
    )
    code = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=20,
        help_text="of a user who has a second factor: the code that it shows, or one of those on paper",
    )
    days = serializers.IntegerField(
        required=False, default=LIFETIME.days, min_value=1, max_value=LONGEST.days, help_text="until it expires"
    )


class TokenRecord(Record):
    """A token as it is held: never its text."""

    key = serializers.CharField(help_text="its first characters, by which it is known")
    name = serializers.CharField(allow_blank=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPE_KEYS))
    created = serializers.DateTimeField()
    expiry = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="to the minute; null: never")


class IssuedToken(TokenRecord):
    """A new token; its text is shown this once."""

    token = serializers.CharField()


class TokenList(Record):
    """The live tokens of a user, the newest first."""

    items = TokenRecord(many=True)


class Tokens(APIView):
    """Tokens for programs."""

    authentication_classes = [BasicAuthentication]
    permission_classes = [IsAuthenticated]

    def perform_authentication(self, request: Request) -> None:
        """Count the attempt before the password is looked at: afterwards, only the attempts that succeed are left."""
        attempts = LogInAttempts()
        if not attempts.allow_request(request, self):
            self.throttled(request, attempts.wait() or 0)
        try:
            super().perform_authentication(request)
        except AuthenticationFailed as error:
            if getattr(request, "axes_locked_out", False):
                raise Refused("locked-out", OUT, {"Retry-After": _cool_off()}) from error
            raise

    @extend_schema(
        operation_id="log_in",
        tags=["tokens"],
        summary="Exchange a name and password for a token",
        auth=[{"basicAuth": []}],  # type: ignore[list-item]  # what the document holds, whatever the annotation says
        request=TokenRequest,
        responses={201: IssuedToken, **problems(400, 401, 403, 415, 422, 429)},
        examples=[
            OpenApiExample("A program", {"name": "warehouse", "scopes": ["screen", "read_lists"]}, request_only=True),
            OpenApiExample("Shown once", {**EXAMPLE_TOKEN, "token": "3b1f0c9a2d4e5f6…"}, response_only=True),
        ],
    )
    def post(self, request: Request) -> Response:
        """Return a new token of the user who logs in."""
        refuse_parameters(request)
        said, user = fields_of(TokenRequest, request), request.user
        assert user.is_authenticated
        _refuse_without_code(user, said["code"])
        scopes = said.get("scopes", [key for key in open_to(user) if key in USUAL])
        lifetime = timedelta(days=said["days"])
        made = issue(user=user, scopes=scopes, actor=user.get_username(), name=said["name"], lifetime=lifetime)
        return Response(_issued(*made), status=201)


class OwnTokens(Endpoint):
    """The tokens of the user who asks."""

    permission_classes = [AnyScope]

    @extend_schema(
        operation_id="list_tokens",
        tags=["tokens"],
        summary="List the live tokens of this user",
        responses={200: TokenList, **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE_TOKEN]}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return the tokens, never their texts."""
        refuse_parameters(request)
        return Response({"items": [_record(token) for token in _own(request)]})


class OneToken(Endpoint):
    """One token of the user who asks."""

    permission_classes = [AnyScope]

    @extend_schema(
        operation_id="revoke_token",
        tags=["tokens"],
        summary="End a token at once: this one, or one whose scopes this one has too",
        responses={204: None, **problems(400, 401, 403, 404, 415, 429)},
    )
    def delete(self, request: Request, key: str) -> Response:
        """End the token."""
        refuse_fields(request)
        revoke(token=_in_reach(request, key), actor=request.user.get_username())
        return Response(status=204)


class Rotation(Write):
    """A successor of a token."""

    permission_classes = [AnyScope]
    shows_secret = True

    @extend_schema(
        operation_id="rotate_token",
        tags=["tokens"],
        summary="Replace a token by a new one with the same scopes; the old one ends after an hour",
        description="A token replaces itself, and tokens of its user that have no scope which it has not.",
        request=None,
        responses={201: IssuedToken, **problems(400, 401, 403, 404, 409, 415, 422, 429)},
        examples=[OpenApiExample("Shown once", {**EXAMPLE_TOKEN, "token": "9c2e…"}, response_only=True)],
    )
    def post(self, request: Request, key: str) -> Any:
        """Return the successor, shown this once."""
        return self.write(request, key=key)

    def commit(self, request: Request, prepared: Any, **kwargs: Any) -> Response:
        """Make the successor."""
        made = rotate(token=_in_reach(request, kwargs["key"]), actor=request.user.get_username())
        return Response(_issued(*made), status=201)


def _refuse_without_code(user: User, code: str) -> None:
    """Refuse who has a second factor and does not give its code, and who works on the pages and must have one."""
    if has_one(user):
        if not verified(user=user, code=code):
            raise Refused("code-needed", "Send the code of your second factor, in “code”. A wrong one makes you wait.")
    elif requires_second_factor() and user.is_staff:
        raise Refused("code-needed", "Log in to the pages and set up a second factor first.")


def _cool_off() -> str:
    return str(int(settings.AXES_COOLOFF_TIME.total_seconds()))


def _own(request: Request) -> list[Token]:
    return list(Token.objects.filter(user=request.user).order_by("-created", "token_key"))


def _in_reach(request: Request, key: str) -> Token:
    """Return a token of the user who asks, if it may do nothing that the token which asks may not."""
    token = next((token for token in _own(request) if token.token_key == key), None)
    if token is None:
        raise NotFound
    assert isinstance(request.auth, Token)
    if beyond := set(token.scopes.split()) - set(request.auth.scopes.split()):
        raise Refused("scope-missing", f"That token is for more than this one: {', '.join(sorted(beyond))}.")
    return token


def _record(token: Token) -> dict[str, Any]:
    return {
        "key": token.token_key,
        "name": token.name,
        "scopes": token.scopes.split(),
        "created": token.created,
        "expiry": token.expiry,
        "last_used_at": token.last_used_at,
    }


def _issued(token: Token, text: str) -> dict[str, Any]:
    return {**_record(token), "token": text}
