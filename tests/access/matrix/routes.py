"""Every address that the service answers under, and every act of a list of the admin, as the code has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from watchlist.conf import API

_PART: Final = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def routes() -> dict[str, str]:
    """Return each address, its parts that differ in braces, with the name of its route."""
    found: dict[str, str] = {}
    for pattern, name in _walked(get_resolver().url_patterns, "", ""):
        found.setdefault("/" + _PART.sub(r"{\1\2}", pattern).translate(str.maketrans("", "", "^$\\")), name)
    return found


def pages() -> dict[str, str]:
    """Return the addresses that people go to."""
    return {route: name for route, name in routes().items() if not route.startswith(API)}


def calls() -> dict[str, str]:
    """Return the addresses of the API."""
    return {route: name for route, name in routes().items() if route.startswith(API)}


def acts() -> dict[str, list[str]]:
    """Return what can be done with the rows chosen in a list, as whoever may do everything is offered it."""
    request = RequestFactory().get("/admin/")
    request.user = User(is_active=True, is_staff=True, is_superuser=True)
    registered = admin.site._registry.items()
    return {
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"): names
        for model, page in registered
        if (names := list(page.get_actions(request)))
    }


def _walked(patterns: list[Any], before: str, space: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, here, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield here, space + (one.name or "")
