"""Error pages outside the frame of the pages, made with neither session nor database."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from watchlist.middleware.browser_policy import BARE


def bare_page(name: str, status: int, headers: Mapping[str, str] | None = None, **context: str) -> HttpResponse:
    """Return a page of `templates/watchlist/bare`, which brings its own policy: it may stand at any address."""
    page = render_to_string(f"watchlist/bare/{name}.html", context)
    return HttpResponse(page, status=status, headers={"Content-Security-Policy": BARE, **(headers or {})})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an unknown address (404); it repeats nothing of the request."""
    return bare_page("not_held", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form with the CSRF token of another log-in, or with none (403)."""
    return bare_page("stale_form", 403)
