"""The page of command search: a part of it in the dialog of `command.js`, all of it without a script.

Unfold has a command search of its own. It keeps what it found for each person for minutes, past the day on which a
right is taken away, and asks by an address that holds the words; this one does neither.
"""

from __future__ import annotations

from typing import Final

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from watchlist.web.desk.command_search import LEAST, search_all
from watchlist.web.viewpoint import render_page

LONGEST: Final = 200
PART: Final = "fetch"
"""What `command.js` says that it is, in X-Requested-With."""


@admin.site.admin_view
def command_page(request: HttpRequest) -> HttpResponseBase:
    """Show the box and what is found under the words sent with it."""
    text = request.POST.get("words", "").strip()[:LONGEST]
    part = request.headers.get("X-Requested-With") == PART
    return render_page(
        request,
        "command_part.html" if part else "command.html",
        title=_("Search"),
        text=text,
        found=search_all(request, text),
        is_short=len(text) < LEAST,
    )
