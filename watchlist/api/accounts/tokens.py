"""Tokens: a person logs in by name and password and is shown a token once; who has one rotates and revokes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist.access import (
    LIFETIME,
    LONGEST_LIFETIME,
    SCOPES,
    VERSIONS,
    Attempt,
    Token,
    address_of,
    attempt_of,
    fail_code,
    has_second_factor,
    is_temporary,
    issue,
    limit_of_api_log_ins,
    meanings,
    needs_second_factor,
    network_of,
    open_to,
    record_log_in,
    record_success,
    revoke,
    rotate,
    seconds_to_wait,
    take_try,
    uncount_attempt,
    verified_device,
)
from watchlist.api.base import AnyScope, Delete, Get, answer_example, problems, refuse_parameters, sent
from watchlist.api.bodies import Body, fields_of, optional_text
from watchlist.api.paging import list_of
from watchlist.api.problems import ApiProblem
from watchlist.api.record_base import Record
from watchlist.api.writing import Write

SCOPE_KEYS = tuple(scope.key for scope in SCOPES)
LOCKED_OUT = "Too many wrong passwords or codes: go on after `Retry-After` seconds."
REFUSED = "Send the name and password of a user, as Basic: none came, they are wrong, or the user may not log in."
TOO_OFTEN = "Too many log-ins from this address in this minute."
USUAL = frozenset({"screen", "read_lists"})
EXAMPLE_TOKEN = {
    "key": "3b1f0c9a2d4e5f6",
    "name": "warehouse",
    "scopes": ["screen", "read_lists"],
    "made_at": "2026-03-02T09:00:00Z",
    "expiry": "2026-04-01T09:00:00Z",
    "last_used_at": None,
    "version": "2026-12-01",
    "test": False,
}


class TokenRequest(Body):
    """What a token is to be for."""

    name = optional_text(80)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(SCOPE_KEYS),
        required=False,
        help_text="none given: screen and read_lists, as far as this user has the rights. "
        + " ".join(f"`{key}`: {meaning}" for key, meaning in meanings().items()),
    )
    code = optional_text(
        20,
        help_text="of a user who has a second factor: the code that it shows, or one of those on paper",
    )
    days = serializers.IntegerField(
        required=False,
        default=LIFETIME.days,
        min_value=1,
        max_value=LONGEST_LIFETIME.days,
        help_text="until it expires",
    )
    version = serializers.ChoiceField(
        VERSIONS, required=False, help_text="of the contract that its answers keep to; none given: the newest"
    )
    test = serializers.BooleanField(
        required=False,
        default=False,
        help_text="for trying a program out: it answers fixed goods, compares nothing and keeps nothing; its scopes "
        "are of screen and read_lists",
    )


class TokenRecord(Record):
    """A token as it is held: never its text."""

    key = serializers.CharField(source="token_key", help_text="its first characters, by which it is known")
    name = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPE_KEYS), source="scopes.split")
    made_at = serializers.DateTimeField(source="created")
    expiry = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="to the minute; null: never")
    version = serializers.ChoiceField(
        VERSIONS, source="contract_version", help_text="of the contract that its answers keep to"
    )
    test = serializers.BooleanField(source="is_test", help_text="true: it answers fixed goods, and keeps nothing")


class IssuedToken(TokenRecord):
    """A new token; its text is shown this once."""

    token = serializers.CharField()


class Tokens(APIView):
    """Tokens for programs."""

    authentication_classes = [BasicAuthentication]
    permission_classes = [IsAuthenticated]

    def perform_authentication(self, request: Request) -> None:
        """Count the attempt before the password is looked at: afterwards, only the attempts that succeed are left."""
        limit, now = limit_of_api_log_ins(network_of(address_of(request))), datetime.now(UTC)
        if take_try(limit=limit, at=now) is None:
            raise ApiProblem("rate-limited", TOO_OFTEN, {"Retry-After": str(seconds_to_wait(limit, now))})
        try:
            super().perform_authentication(request)
        except AuthenticationFailed as error:
            attempt = attempt_of(request)
            if attempt is not None and attempt.wait:
                raise _locked_out(attempt) from error
            raise self._refused() from error
        if not request.user.is_authenticated:
            raise self._refused()
        attempt = attempt_of(request)
        if attempt is not None and not has_second_factor(_user(request)):
            record_success(attempt=attempt, user=_user(request))

    def _refused(self) -> ApiProblem:
        return ApiProblem("log-in-refused", REFUSED, {"WWW-Authenticate": self.get_authenticate_header(self.request)})

    @extend_schema(
        operation_id="log_in",
        tags=["tokens"],
        summary="Exchange a name and password for a token",
        auth=[{"basicAuth": []}],  # type: ignore[list-item]  # what the document holds, whatever the annotation says
        request=TokenRequest,
        responses={201: IssuedToken, **problems(400, 401, 403, 415, 422, 429)},
        examples=[
            sent("A program", {"name": "warehouse", "scopes": ["screen", "read_lists"]}),
            answer_example("Shown once", {**EXAMPLE_TOKEN, "token": "3b1f0c9a2d4e5f6…"}),
        ],
    )
    def post(self, request: Request) -> Response:
        """Return a new token of the user who logs in."""
        refuse_parameters(request)
        fields, user = fields_of(TokenRequest, request), _user(request)
        if has_second_factor(user):
            _check_code(request, user, fields["code"])
        elif needs_second_factor(user):  # who works on the pages must have one
            raise ApiProblem("code-needed", "Log in to the pages and set up a second factor first.")
        if is_temporary(user):
            raise ApiProblem("password-temporary", "Log in to the pages and set a password of your own first.")
        scopes = fields.get("scopes", [key for key in open_to(user) if key in USUAL])
        lifetime = timedelta(days=fields["days"])
        with transaction.atomic():
            record_log_in(user=user, address=address_of(request), at=datetime.now(UTC))
            token, text = issue(
                user=user,
                scopes=scopes,
                actor=user.get_username(),
                name=fields["name"],
                lifetime=lifetime,
                contract_version=fields.get("version"),
                is_test=fields["test"],
            )
        return Response(IssuedToken.from_row(token, token=text), status=201)


@Get(
    tag="tokens",
    summary="List the live tokens of this user",
    rights=(AnyScope,),
    returns=list_of(TokenRecord, "TokenList", "The live tokens of a user, the newest first."),
    examples=[answer_example("One", {"items": [EXAMPLE_TOKEN]})],
)
def list_tokens(request: Request) -> Response:
    """Return the tokens, never their texts."""
    return Response({"items": [TokenRecord.from_row(token) for token in _own(request)]})


@Delete(
    tag="tokens",
    summary="End a token at once: this one, or one whose scopes this one has too",
    rights=(AnyScope,),
)
def revoke_token(request: Request, key: str) -> None:
    """End the token."""
    revoke(token=_in_reach(request, key), actor=request.user.get_username())


@Write(
    tag="tokens",
    summary="Replace a token by a new one with the same scopes; the old one ends after an hour",
    description="A token replaces itself, and tokens of its user that have no scope which it has not.",
    rights=(AnyScope,),
    shows_secret=True,
    returns={201: IssuedToken},
    examples=[answer_example("Shown once", {**EXAMPLE_TOKEN, "token": "9c2e…"})],
)
def rotate_token(request: Request, prepared: None, key: str) -> Response:
    token, text = rotate(token=_in_reach(request, key), actor=request.user.get_username())
    return Response(IssuedToken.from_row(token, token=text), status=201)


def _check_code(request: Request, user: User, code: str) -> None:
    """End the count of tries by the right code. A wrong one is a wrong try; none at all is no try."""
    attempt = attempt_of(request)
    assert attempt is not None
    if not code.strip():
        uncount_attempt(attempt=attempt)
    elif verified_device(user=user, code=code):
        record_success(attempt=attempt, user=user)
        return
    else:
        fail_code(attempt=attempt)
    if attempt.wait:
        raise _locked_out(attempt)
    raise ApiProblem("code-needed", "Send the code of your second factor, in “code”. A wrong one makes you wait.")


def _locked_out(attempt: Attempt) -> ApiProblem:
    return ApiProblem("locked-out", LOCKED_OUT, {"Retry-After": str(attempt.wait)})


def _user(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user


def _own(request: Request) -> list[Token]:
    return list(Token.objects.filter(user=request.user).order_by("-created", "token_key"))


def _in_reach(request: Request, key: str) -> Token:
    """Return a token of the user who asks, if it may do nothing that the token which asks may not."""
    token = next((token for token in _own(request) if token.token_key == key), None)
    if token is None:
        raise NotFound
    assert isinstance(request.auth, Token)
    if request.auth.is_test and not token.is_test:
        raise ApiProblem("not-in-test-mode", "A test token does nothing to a token that is none.")
    if beyond := set(token.scopes.split()) - set(request.auth.scopes.split()):
        raise ApiProblem("scope-missing", f"That token is for more than this one: {', '.join(sorted(beyond))}.")
    return token
