"""Writes, done once for each key: in two steps, so that no lock is held while something is worked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import (
    AnswerNotKept,
    KeyedCall,
    KeyUsedOtherwise,
    StillUnderWay,
    StoredResponse,
    Token,
    abandon,
    begin_call,
    keep_response,
    new_call,
)
from watchlist.api.base import Call, query_of, refuse_parameters
from watchlist.api.bodies import fields_of, refuse_fields
from watchlist.api.fingerprints import Fingerprints, fingerprints_of
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import MEDIA_TYPE, rendered

KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS: Final = ("Location", "Retry-After")


@dataclass(frozen=True, kw_only=True)
class Write(Call):
    """A POST: `prepare` returns what `run` is given; `run` writes, in one transaction with the answer kept for the key.

    Without a `prepare` that is the fields of `body`; without a `body` none is taken. `replayed` returns the answer kept
    for a key as the caller may see it now, where that depends. The last two are given the query, as `query` reads it,
    where the address takes one.
    """

    method = "post"
    body: Any = None
    query: type[serializers.Serializer[Any]] | None = None
    prepare: Callable[..., Any] | None = None
    shows_secret: bool = False
    replayed: Callable[..., StoredResponse] | None = None
    fingerprints: Callable[[Request], Fingerprints] = fingerprints_of

    def answer(self, request: Request, **path: Any) -> HttpResponse:
        """Carry the call out, or return the response stored for its key."""
        query: dict[str, Any] = {}
        if self.query is None:
            refuse_parameters(request)
        else:
            query = {"query": query_of(self.query, request)}
        keyed_call = self._keyed_call(request)
        if keyed_call is None:
            prepared = self._prepared(request, **path)
            with transaction.atomic():
                return _http_response(_stored_response(self.run(request, prepared, **query, **path)))
        stored = _begin(keyed_call)
        if stored is None:
            return self._answer_under_key(request, keyed_call, query, **path)
        if self.replayed:
            stored = self.replayed(request, stored, **query, **path)
        return _http_response(stored, replayed=True)

    def document(self) -> dict[str, Any]:
        return {**super().document(), "request": self.body, "parameters": [self.query] if self.query else []}

    def usual_problems(self) -> tuple[int, ...]:
        return (*super().usual_problems(), 409, 415, 422, *((413,) if self.body else ()))

    def _prepared(self, request: Request, **path: Any) -> Any:
        if self.prepare is not None:
            return self.prepare(request, **path)
        return fields_of(self.body, request) if self.body else refuse_fields(request)

    def _keyed_call(self, request: Request) -> KeyedCall | None:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return None
        if not KEY.fullmatch(key):
            raise ApiProblem("key-not-valid", "An Idempotency-Key has 1 to 255 visible characters of ASCII.")
        assert isinstance(request.auth, Token)
        fingerprints = self.fingerprints(request)
        return new_call(
            lineage=request.auth.lineage,
            method=request.method or "",
            path=request.path[:300],
            key=key,
            fingerprint=fingerprints.current,
            former_fingerprint=fingerprints.former,
        )

    def _answer_under_key(
        self, request: Request, keyed_call: KeyedCall, query: dict[str, Any], **path: Any
    ) -> HttpResponse:
        done = False
        try:
            prepared = self._prepared(request, **path)
            with transaction.atomic():
                stored = _stored_response(self.run(request, prepared, **query, **path))
                keep_response(keyed_call, stored, datetime.now(UTC), with_body=not self.shows_secret)
            done = True
        except StillUnderWay as error:
            raise _under_way(error) from error
        finally:
            if not done:
                abandon(keyed_call)
        return _http_response(stored)


def _begin(keyed_call: KeyedCall) -> StoredResponse | None:
    try:
        return begin_call(keyed_call, datetime.now(UTC))
    except KeyUsedOtherwise as error:
        raise ApiProblem("key-used-otherwise", "This Idempotency-Key was sent before with another body.") from error
    except AnswerNotKept as error:
        raise ApiProblem("answer-not-kept", "This was carried out before; its answer was shown once.") from error
    except StillUnderWay as error:
        raise _under_way(error) from error


def _under_way(error: StillUnderWay) -> ApiProblem:
    wait = {"Retry-After": str(error.retry_after)}
    return ApiProblem("call-under-way", "The same call is being answered: ask again.", wait)


def _stored_response(response: Response) -> StoredResponse:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return StoredResponse(response.status_code, headers, rendered(response.data) if response.data is not None else b"")


def _http_response(stored: StoredResponse, *, replayed: bool = False) -> HttpResponse:
    headers = {**stored.headers, **({"Idempotent-Replayed": "true"} if replayed else {})}
    kind = {"content_type": MEDIA_TYPE} if stored.body else {}
    return HttpResponse(stored.body, status=stored.status, headers=headers, **kind)
