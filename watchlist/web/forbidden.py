"""The 403 page: what was refused, and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watchlist.web.viewpoint import render_page

FORBIDDEN = 403


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page, inside the frame of the others."""
    return render_page(request, "forbidden.html", status=FORBIDDEN, title=_("Not for this account")).render()
