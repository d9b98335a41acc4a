"""What a person reads where no page can be: outside the frame, with neither session nor database."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from watchlist.middleware.browser_policy import BARE


def bare_page(name: str, status: int, headers: Mapping[str, str] | None = None, **told: str) -> HttpResponse:
    """Return a page of `templates/watchlist/bare`, which brings its own policy: it may stand at any address."""
    page = render_to_string(f"watchlist/bare/{name}.html", told)
    return HttpResponse(page, status=status, headers={"Content-Security-Policy": BARE, **(headers or {})})


def not_held(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return what is said of an address of nothing; of what was asked, it repeats nothing."""
    return bare_page("not_held", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return what is said of a form that bears another log-in's token, or none."""
    return bare_page("stale_form", 403)
