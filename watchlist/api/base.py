"""What every endpoint has in common: a scope, queries that are understood whole, and writes that are done once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from django.db import transaction
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist.access import idempotency
from watchlist.access.idempotency import KeyedCall, StoredResponse
from watchlist.access.models import Token
from watchlist.access.tokens import note_use
from watchlist.api import limits
from watchlist.api.bodies import refuse_fields
from watchlist.api.problems import ApiProblem, with_pointers
from watchlist.api.reading import MEDIA_TYPE, rendered

KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS: Final = ("Location",)


class HasScope(BasePermission):
    """Only for a token with the scope of the endpoint, whose user has the right that belongs to it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say yes, or refuse and name the scope."""
        assert isinstance(view, Endpoint)
        if not isinstance(request.auth, Token):
            return False
        if not request.auth.may(view.scope):
            raise ApiProblem(
                "scope-missing", f"This needs a token with the scope “{view.scope}”, of a user with its right."
            )
        return True


class AnyScope(BasePermission):
    """For every token: what belongs to the token itself."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say whether a token was sent."""
        return isinstance(request.auth, Token)


class Endpoint(APIView):
    """An address of the API, for tokens with one scope."""

    scope: ClassVar[str] = ""
    permission_classes = [HasScope]

    def perform_authentication(self, request: Request) -> None:
        """Ask for the token, and count the call before anything is asked of it: what is refused counts too."""
        super().perform_authentication(request)
        if isinstance(request.auth, Token):
            limits.allow(request, self.scope)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the headers of the token's quotas to every answer."""
        finalised = super().finalize_response(request, response, *args, **kwargs)
        for name, value in limits.headers(limits.allowance_of(request)).items():
            finalised[name] = value
        return finalised

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask for the token and its scope, and keep that it was used."""
        super().initial(request, *args, **kwargs)
        _refuse_unread_body(request)
        if request.method not in SAFE_METHODS:
            refuse_parameters(request)
        assert isinstance(request.auth, Token)
        note_use(request.auth, datetime.now(UTC))


class Write(Endpoint):
    """A POST in two steps, so that no lock is held while something is worked out, and done once for each key."""

    shows_secret: ClassVar[bool] = False

    def prepare(self, request: Request, **kwargs: Any) -> Any:
        """Return the validated input of `commit`; nothing is written yet. By default no body is taken."""
        refuse_fields(request)

    def commit(self, request: Request, prepared: Any, **kwargs: Any) -> Response:
        """Write, in one transaction with the answer that is kept for the key, and return the answer."""
        raise NotImplementedError

    def replayed_response(self, request: Request, stored: StoredResponse) -> StoredResponse:
        """Return the response stored for a key, as the caller may see it now: unchanged, where that does not depend."""
        return stored

    def write(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Carry the call out, or return the response stored for its key."""
        keyed_call = self._keyed_call(request)
        if keyed_call is None:
            prepared = self.prepare(request, **kwargs)
            with transaction.atomic():
                response = self.commit(request, prepared, **kwargs)
            return _http_response(_stored_response(response))
        stored = _begin(keyed_call)
        if stored is None:
            return self._write_under_key(request, keyed_call, **kwargs)
        return _http_response(self.replayed_response(request, stored), replayed=True)

    def fingerprint(self, request: Request) -> str:
        """Return a hash of what was sent. Of a form it is that of its fields: its boundary differs each time."""
        return _fingerprint(request)

    def _keyed_call(self, request: Request) -> KeyedCall | None:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return None
        if not KEY.fullmatch(key):
            raise ApiProblem("key-not-valid", "An Idempotency-Key has 1 to 255 visible characters of ASCII.")
        assert isinstance(request.auth, Token)
        return idempotency.new_call(
            lineage=request.auth.lineage,
            method=request.method or "",
            path=request.path[:300],
            key=key,
            fingerprint=self.fingerprint(request),
        )

    def _write_under_key(self, request: Request, keyed_call: KeyedCall, **kwargs: Any) -> HttpResponse:
        done = False
        try:
            prepared = self.prepare(request, **kwargs)
            with transaction.atomic():
                stored = _stored_response(self.commit(request, prepared, **kwargs))
                idempotency.keep(keyed_call, stored, datetime.now(UTC), with_body=not self.shows_secret)
            done = True
        except idempotency.StillUnderWay as error:
            raise _under_way(error) from error
        finally:
            if not done:
                idempotency.abandon(keyed_call)
        return _http_response(stored)


def _refuse_unread_body(request: Request) -> None:
    """Raise the problem of a body whose bytes this service would not see: it would be taken for an empty one."""
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower() and not request.headers.get("Content-Length"):
        raise ApiProblem("body-not-readable", "Send the body in one piece, with its Content-Length.")
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise ApiProblem("body-not-readable", "Send the body as it is: none is decompressed here.")


def query_of(form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return the query parameters as a form reads them; what it does not know, or refuses, is a problem."""
    query = form(data=request.query_params)
    unknown = [name for name in request.query_params if name not in query.fields]
    errors = [{"parameter": name[:80], "detail": "This parameter is not understood here."} for name in unknown]
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


def _begin(keyed_call: KeyedCall) -> StoredResponse | None:
    try:
        return idempotency.begin(keyed_call, datetime.now(UTC))
    except idempotency.KeyUsedOtherwise as error:
        raise ApiProblem("key-used-otherwise", "This Idempotency-Key was sent before with another body.") from error
    except idempotency.AnswerNotKept as error:
        raise ApiProblem("answer-not-kept", "This was carried out before; its answer was shown once.") from error
    except idempotency.StillUnderWay as error:
        raise _under_way(error) from error


def _under_way(error: idempotency.StillUnderWay) -> ApiProblem:
    wait = {"Retry-After": str(error.retry_after)}
    return ApiProblem("call-under-way", "The same call is being answered: ask again.", wait)


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(request.META.get("QUERY_STRING", "").encode())
    if (request.content_type or "").startswith("multipart/"):
        for part in _parts(request):
            digest.update(part)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _parts(request: Request) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        yield rendered([name, values])
    for name, file in sorted(request.FILES.items()):
        yield rendered([name, file.name, file.size])
        yield from file.chunks()
        file.seek(0)


def _stored_response(response: Response) -> StoredResponse:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return StoredResponse(response.status_code, headers, rendered(response.data) if response.data is not None else b"")


def _http_response(stored: StoredResponse, *, replayed: bool = False) -> HttpResponse:
    headers = {**stored.headers, **({"Idempotent-Replayed": "true"} if replayed else {})}
    kind = {"content_type": MEDIA_TYPE} if stored.body else {}
    return HttpResponse(stored.body, status=stored.status, headers=headers, **kind)
