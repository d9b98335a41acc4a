"""What every endpoint has in common: the row that says what a call does and who may make it, and the view of rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from inspect import getdoc, signature
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, ClassVar, Final, Self

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist.access import Token, note_use
from watchlist.api import gzip_bodies, limits
from watchlist.api.bodies import refuse_fields
from watchlist.api.problems import MEDIA_TYPE, ApiProblem, with_pointers
from watchlist.api.record_base import Record
from watchlist.api.token_headers import headers_of_token
from watchlist.api.waiting import say_when

STATUSES: Final = {
    400: "The body is not readable, or breaks a rule; `errors` names each.",
    401: "No token, or not one that is known here.",
    403: "The token has not the scope for this, or its user not the right.",
    404: "Nothing is held here under this address, or nothing that this user may read.",
    409: "The same call is being answered, or what was asked does not fit the state.",
    413: "The body is too large for one request.",
    415: "The body is of a kind not read here.",
    416: "The range begins behind the end of the file; `Content-Range` says how long that is.",
    422: "The question cannot be answered as asked.",
    429: "Too many calls, or lines, or attempts; `Retry-After` says when to go on.",
    503: "Not now: too much waits already, and `Retry-After` says for how long, or a store must be made anew first.",
}
NO_PARTS: Final = frozenset({"request", "query", "fields", "prepared"})
"""What `run` may take that is no part of the address."""
OPEN_IN_TEST: Final = frozenset({"read_lists", ""})
"""The scopes of calls that answer a test token as any other: what reads the law, and what belongs to the token."""
Run = Callable[..., Any]


class RefusalRecord(Record):
    """One rule that a request breaks, in its body or in its query."""

    pointer = serializers.CharField(required=False, help_text="a JSON pointer (RFC 6901) into the body")
    parameter = serializers.CharField(required=False, help_text="the name of a query parameter")
    detail = serializers.CharField()


class ProblemDetails(Record):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="stable; the address of its explanation")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = RefusalRecord(many=True, required=False)


class HasScope(BasePermission):
    """Only for a token with the scope of the endpoint, whose user has the right that belongs to it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say yes, or refuse and name the scope."""
        assert isinstance(view, Endpoint)
        if not isinstance(request.auth, Token):
            return False
        if not request.auth.may(view.row.scope):
            raise ApiProblem(
                "scope-missing", f"This needs a token with the scope “{view.row.scope}”, of a user with its right."
            )
        return True


class AnyScope(BasePermission):
    """For every token: what belongs to the token itself."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Token)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the API: who may make it, what carries it out, and what the OpenAPI document says of it.

    It decorates the function that carries it out, `run`, whose name is its `id` where it has none, and whose docstring
    is its description in the document where `description` is empty. `returns` is what is answered with 200, or the
    records by status; `problems` are the statuses of its errors beside those of its method; `longest_body` is the
    setting that says how many bytes a body may have. `in_test` is the call that answers test tokens in its place.
    """

    method: ClassVar[str]

    tag: str
    summary: str
    returns: Any
    id: str = ""
    run: Run = field(default=NotImplemented)
    scope: str = ""
    rights: tuple[type[BasePermission], ...] = (HasScope,)
    problems: tuple[int, ...] = ()
    description: str = ""
    examples: Sequence[OpenApiExample] = ()
    longest_body: str = "DATA_UPLOAD_MAX_MEMORY_SIZE"
    in_test: Call | None = None

    def __call__(self, run: Run) -> Self:
        """Return the call as this function carries it out."""
        return replace(self, run=run, id=self.id or run.__name__)

    def for_token(self, token: Token) -> Call:
        """Return the call that answers a token: for a test token, one of test mode. Raises the problem of none."""
        if not token.is_test or self.scope in OPEN_IN_TEST:
            return self
        if self.in_test is None:
            raise ApiProblem("not-in-test-mode", "A test token screens fixed goods and reads the law, no more.")
        return self.in_test

    def answer(self, request: Request, **path: Any) -> HttpResponseBase:
        """Return the answer to a call; `path` holds the parts of its address."""
        raise NotImplementedError

    def document(self) -> dict[str, Any]:
        """Return what the OpenAPI document says of it, as `extend_schema` takes it."""
        returns = self.returns if isinstance(self.returns, Mapping) else {200: self.returns}
        # A part of the address may name nothing that is held.
        not_found = () if signature(self.run, follow_wrapped=False).parameters.keys() <= NO_PARTS else (404,)
        return {
            "operation_id": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description or getdoc(self.run),
            "responses": {**returns, **problems(*self.usual_problems(), *not_found, *self.problems)},
            "examples": list(self.examples),
        }

    def usual_problems(self) -> tuple[int, ...]:
        """Return the statuses of the errors that each call of its method may have."""
        return 400, 401, 403, 429


@dataclass(frozen=True, kw_only=True)
class Get(Call):
    """A GET: `run` is given the query as `query` reads it; without one, every parameter is refused.

    `headers` are those of a request that it reads beside the usual ones, for the document.
    """

    method = "get"
    query: type[serializers.Serializer[Any]] | None = None
    headers: Sequence[OpenApiParameter] = ()

    def answer(self, request: Request, **path: Any) -> HttpResponseBase:
        if self.query is None:
            refuse_parameters(request)
            answer: HttpResponseBase = self.run(request, **path)
        else:
            answer = self.run(request, query_of(self.query, request), **path)
        return answer

    def document(self) -> dict[str, Any]:
        return {**super().document(), "parameters": [*((self.query,) if self.query else ()), *self.headers]}


@dataclass(frozen=True, kw_only=True)
class Delete(Call):
    """A DELETE, which takes no body."""

    method = "delete"
    returns: Any = field(default_factory=lambda: {204: None})

    def answer(self, request: Request, **path: Any) -> HttpResponseBase:
        refuse_parameters(request)
        refuse_fields(request)
        self.run(request, **path)
        return Response(status=204)

    def usual_problems(self) -> tuple[int, ...]:
        return (*super().usual_problems(), 415)


class Endpoint(APIView):
    """An address of the API, for the tokens that the row of its method names."""

    rows: ClassVar[Mapping[str, Call]]
    token_headers: Mapping[str, str] = MappingProxyType({})

    @property
    def row(self) -> Call:
        """Return the row of the method called; of a method that it does not take, its first."""
        method = (self.request.method or "").lower()
        return self.rows.get("get" if method == "head" else method) or next(iter(self.rows.values()))

    def get_permissions(self) -> list[BasePermission]:
        return [right() for right in self.row.rights]

    def perform_authentication(self, request: Request) -> None:
        """Ask for the token, and count the call before anything is asked of it: what is refused counts too."""
        super().perform_authentication(request)
        if isinstance(request.auth, Token):
            self.token_headers = headers_of_token(request.auth)
            limits.allow(request, self.row.scope)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the headers of the token and its quotas to every answer; to one that is accepted, when to ask again."""
        finalised = super().finalize_response(request, response, *args, **kwargs)
        say_when(finalised)
        for name, value in {**self.token_headers, **limits.headers(limits.allowance_of(request))}.items():
            finalised[name] = value
        return finalised

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask for the token and its scope, and keep that it was used."""
        super().initial(request, *args, **kwargs)
        _refuse_unread_body(request)
        gzip_bodies.write_out(request, self.row.longest_body)
        assert isinstance(request.auth, Token)
        note_use(request.auth, datetime.now(UTC))


def address(*rows: Call, parsers: Sequence[type[BaseParser]] = ()) -> type[Endpoint]:
    """Return the class of an address, with one row for each method that it takes."""
    handlers = {row.method: extend_schema(**row.document())(_handler(row)) for row in rows}
    fields = {"rows": {row.method: row for row in rows}, **({"parser_classes": parsers} if parsers else {})}
    return type("Address", (Endpoint,), {**fields, **handlers})


def view(*rows: Call, parsers: Sequence[type[BaseParser]] = ()) -> Callable[..., HttpResponseBase]:
    """Return the view of such an address."""
    return address(*rows, parsers=parsers).as_view()


def _handler(row: Call) -> Run:
    def handle(self: Endpoint, request: Request, **path: Any) -> HttpResponseBase:
        assert isinstance(request.auth, Token)
        return row.for_token(request.auth).answer(request, **path)

    return handle


def sent(name: str, body: Any, **options: Any) -> OpenApiExample:
    """Return an example of a body that is sent."""
    return OpenApiExample(name, body, request_only=True, **options)


def answer_example(name: str, body: Any, *statuses: int) -> OpenApiExample:
    """Return an example of an answer, of all statuses or of some."""
    return OpenApiExample(name, body, response_only=True, status_codes=list(map(str, statuses)) or None)


def page_example(item: Any, name: str = "One", **fields: Any) -> OpenApiExample:
    """Return an example of a page with one item."""
    return answer_example(name, {**fields, "items": [item], "next": None})


def example_bodies(module: str) -> SimpleNamespace:
    """Return the bodies that the document shows of a subject, by name: `examples.json` beside a module of it."""
    return SimpleNamespace(**json.loads(Path(module).with_name("examples.json").read_text("utf-8")))


def problems(*statuses: int) -> dict[Any, Any]:
    """Return these statuses as the OpenAPI document describes errors."""
    return {(status, MEDIA_TYPE): OpenApiResponse(ProblemDetails, STATUSES[status]) for status in statuses}


def query_of(form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return the query parameters as a form reads them; what it does not know, or refuses, is a problem."""
    query = form(data=request.query_params)
    unknown = [name for name in request.query_params if name not in query.fields]
    errors = [{"parameter": name[:80] or "-", "detail": "This parameter is not understood here."} for name in unknown]
    errors += [
        {"parameter": name, "detail": "Give this parameter one value, or leave it out."}
        for name, values in request.query_params.lists()
        if name in query.fields and (len(values) > 1 or values == [""])
    ]
    if not query.is_valid():
        errors += [
            {"parameter": error["pointer"].removeprefix("#/") or "-", "detail": error["detail"]}
            for error in with_pointers(query.errors)
        ]
    if errors:
        raise ApiProblem("query-not-understood", "The query breaks the rules named here.", errors=errors)
    valid: dict[str, Any] = query.validated_data
    return valid


def refuse_parameters(request: Request) -> None:
    """Raise the problem of any query parameter, where the address takes none."""
    query_of(serializers.Serializer, request)


def _refuse_unread_body(request: Request) -> None:
    """Raise the problem of a body whose bytes this service would not see: it would be taken for an empty one."""
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower() and not request.headers.get("Content-Length"):
        raise ApiProblem("body-not-readable", "Send the body in one piece, with its Content-Length.")
