"""The keys of these pages, and where each is told: a sheet that `keys.js` opens, and a page without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.web.judging.acts import is_swap
from watchlist.web.viewpoint import law_page, shown


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or keys one after the other, and what it does."""

    keys: tuple[str, ...]
    does: str | Promise


GROUPS: Final[tuple[tuple[str | Promise, tuple[Key, ...]], ...]] = (
    (
        _("Lines"),
        (
            Key(("j",), _("Next line")),
            Key(("k",), _("Previous line")),
            Key(("Enter",), _("Open the line in hand")),
            Key(("x",), _("Select the line and those equal to it")),
            Key(("/",), _("Filter")),
        ),
    ),
    (
        _("Judging"),
        (
            Key(("↓",), _("Next finding")),
            Key(("↑",), _("Previous finding")),
            Key(("c",), _("Confirm")),
            Key(("d",), _("Dismiss; then 1 to 5 for the reason")),
            Key(("u",), _("Undecided")),
            Key(("e",), _("To the evidence")),
            Key(("z",), _("Take back what you just said, for 10 seconds")),
        ),
    ),
    (
        _("Anywhere"),
        (
            Key(("g", "d"), _("Desk")),
            Key(("g", "r"), _("Screenings")),
            Key(("g", "c"), _("Cases")),
            Key(("g", "s"), _("Substances")),
            Key(("t",), _("Search and commands; so does Ctrl and K")),
            Key(("?",), _("These keys")),
            Key(("Esc",), _("Close")),
        ),
    ),
)


@law_page("watchlist.view_controllist")
def keys_page(request: HttpRequest) -> HttpResponseBase:
    """Return the sheet of keys: alone for a script, else as a page."""
    if is_swap(request):
        return render(request, "watchlist/web/judge_keys.html", {"groups": GROUPS, "sheet": True})
    return shown(request, "judge_keys_page.html", title=say("Keys"), groups=GROUPS)
