"""The keyboard shortcuts of these pages, as a sheet that `keys.js` opens and as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchlist.web.judging.acts import is_swap
from watchlist.web.viewpoint import law_page, render_page


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or keys one after the other, and what it does."""

    keys: tuple[str, ...]
    does: str | Promise


GROUPS: Final[tuple[tuple[str | Promise, tuple[Key, ...]], ...]] = (
    (
        gettext_lazy("Lines"),
        (
            Key(("j",), gettext_lazy("Next line")),
            Key(("k",), gettext_lazy("Previous line")),
            Key(("Enter",), gettext_lazy("Open the line in hand")),
            Key(("x",), gettext_lazy("Select the line and those equal to it")),
            Key(("/",), gettext_lazy("Filter")),
        ),
    ),
    (
        gettext_lazy("Judging"),
        (
            Key(("↓",), gettext_lazy("Next finding")),
            Key(("↑",), gettext_lazy("Previous finding")),
            Key(("c",), gettext_lazy("Confirm")),
            Key(("d",), gettext_lazy("Dismiss; then 1 to 5 for the reason")),
            Key(("u",), gettext_lazy("Undecided")),
            Key(("e",), gettext_lazy("To the evidence")),
            Key(("z",), gettext_lazy("Take back what you just said, for 10 seconds")),
        ),
    ),
    (
        gettext_lazy("Anywhere"),
        (
            Key(("g", "d"), gettext_lazy("Desk")),
            Key(("g", "r"), gettext_lazy("Screenings")),
            Key(("g", "c"), gettext_lazy("Cases")),
            Key(("g", "s"), gettext_lazy("Substances")),
            Key(("t",), gettext_lazy("Search and commands; so does Ctrl and K")),
            Key(("?",), gettext_lazy("These keys")),
            Key(("Esc",), gettext_lazy("Close")),
        ),
    ),
)


@law_page("watchlist.view_controllist")
def keys_page(request: HttpRequest) -> HttpResponseBase:
    """Return the sheet of keys: alone for a script, else as a page."""
    if is_swap(request):
        return render(request, "watchlist/web/judge_keys.html", {"groups": GROUPS, "sheet": True})
    return render_page(request, "judge_keys_page.html", title=_("Keys"), groups=GROUPS)
