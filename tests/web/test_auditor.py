"""The auditor sees all and changes nothing: every address, with every method, refuses what would write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.api.conftest import Caller, caller
from tests.cases.shipments import PIPERIDONE, opened
from watchlist.audit.models import AuditEvent
from watchlist.cases.models import Case

__all__ = ["caller"]

METHODS = ("post", "put", "patch", "delete")
REFUSED = {403, 404, 405}
OWN = {
    "log_in",
    "log_out",
    "logout",
    "login",
    "password_change",
    "second_factor",
    "codes",
    "tokens",
    "token",
    "rotate_token",
}
OWN |= {"end_session", "end_others", "end_token", "save_filter", "forget_filter"}
OWN |= {"stay", "log_in_again", "code_again", "preferences", "language"}
"""Of his own account and tokens."""
READ_BY_POST = {"structures", "substance_search", "goods_search"}
"""Addresses that are sent what they look for, and write nothing of it: what they answer is no page of a GET."""
UNCOUNTED = {"token", "tokenuse", "idempotentcall", "auditevent", "auditpayload", "auditchain"}
"""What the calls themselves leave."""
TAKEN_OUT = {"export", "make_dossier", "make_pack"}
"""What the trail is told of a reader who takes files out."""

pytestmark = pytest.mark.usefixtures("law")


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str]]:
    """Yield every address with its name, its parameters as the route writes them."""
    for of in resolver.url_patterns:
        route = str(of.pattern) if isinstance(of.pattern, RoutePattern) else None
        if route is None:
            continue
        if isinstance(of, URLResolver):
            yield from addresses(of, before + route)
        elif isinstance(of, URLPattern):
            yield before + route, of.name or ""


def filled(route: str, case: Case) -> str:
    """Return an address with something that exists for each parameter, as far as there is something."""
    known = {
        "number": case.number,
        "screening_id": case.screening_id,
        "key": "un-table-1",
        "pk": case.pk,
        "case": case.pk,
    }
    model = route.removeprefix("/admin/watchlist/").partition("/")[0]
    if model in apps.all_models["watchlist"]:
        first = apps.get_model("watchlist", model)._default_manager.first()
        known["object_id"] = first.pk if first else "1"
    parts = []
    for part in route.split("/"):
        name = part.strip("<>").rpartition(":")[2]
        kind = part.strip("<>").partition(":")[0]
        stands_in = "00000000-0000-4000-8000-000000000000" if kind == "uuid" else "1"
        parts.append(str(known.get(name, stands_in)) if part.startswith("<") else part)
    return "/".join(parts)


def held() -> str:
    """Return a hash of every row that is held, of the service's own tables."""
    digest = hashlib.sha256()
    models: list[type[Model]] = [*apps.get_app_config("watchlist").get_models(), User]
    for model in models:
        if model._meta.model_name not in UNCOUNTED:
            digest.update(repr(list(model._default_manager.order_by("pk").values_list())).encode())
    return digest.hexdigest()


def told(answer: HttpResponse) -> tuple[int, str]:
    """Return how an answer ends: what a page shows may change with the clock. That no row changed is asked at last."""
    return answer.status_code, answer.get("Location", "")


@pytest.mark.long
def test_no_address_lets_the_auditor_write(client: Client, caller: Caller, auditor: User) -> None:
    case = opened(PIPERIDONE)
    client.force_login(auditor)
    program: Any = caller(auditor)
    before, let_in, length = held(), list[str](), AuditEvent.objects.count()
    walked = [(filled(route, case), name) for route, name in addresses(get_resolver()) if name not in OWN]
    assert len(walked) > 100
    for place, name in walked:
        sender = program if place.startswith("/api/") else client
        by_get = cache(lambda sender=sender, place=place: told(sender.get(place)))
        for method in METHODS:
            answer = getattr(sender, method)(place, {}, content_type="application/json")
            # A page that does not ask for the method shows what it shows by GET; a form that is read shows more.
            is_refused = answer.status_code in REFUSED or name.endswith("_changelist") or name in READ_BY_POST
            if not is_refused and told(answer) != by_get():
                let_in.append(f"{method} {place}: {answer.status_code}")
    assert not let_in, "\n".join(let_in)
    assert held() == before
    assert set(AuditEvent.objects.filter(sequence__gt=length).values_list("verb", flat=True)) <= TAKEN_OUT
