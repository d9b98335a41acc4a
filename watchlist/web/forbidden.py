"""The page of whoever may not do what he asked for: what was refused, what still stands, and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watchlist.web.viewpoint import shown

FORBIDDEN = 403


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page, inside the frame of the others."""
    return shown(request, "forbidden.html", status=FORBIDDEN, title=_("Not for this account")).render()
