"""What the heading of a page calls the pages above it: as the sidebar does."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def as_in_sidebar(part: dict[str, Any]) -> str:
    """Return the title of a part of the heading: the sidebar's where it leads to the same page, else its own."""
    # Libraries are read while the admin is still being imported.
    from watchlist.web import titles  # noqa: PLC0415

    return str(titles().get(str(part.get("link", "")), part["title"]))
