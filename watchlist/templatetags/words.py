"""Filters of templates: instants, days and foreign texts in words, marked differences, titles as in the sidebar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from watchlist.access import shown_day, shown_instant
from watchlist.engine import reports
from watchlist.engine.reports import Spoken
from watchlist.engine.texts import lowered

register = template.Library()
register.filter(reports.visible)
register.filter(lowered)

ELEMENTS: Final = {"gone": "<del>{}</del>", "came": "<ins>{}</ins>"}
ENGLISH: Final = '<span lang="en">{}</span>'
NOTHING: Final = format_html('<span class="sub">{}</span>', "—")


@register.filter
def instant(at: datetime | None) -> str:
    """Return an instant as its reader wants it written, "28 Jul 2025 09:14 UTC" else; "" for none."""
    return shown_instant(at)


@register.filter
def day(on: date | None) -> str:
    """Return a day as its reader wants it written, "28 Jul 2025" else; "" for none."""
    return shown_day(on)


@register.filter
def spoken(sentence: Spoken) -> SafeString:
    """Return a sentence of an answer: what of it stays English is marked as that."""
    pieces = ((ENGLISH if piece.in_english else "{}", piece.text) for piece in sentence.pieces)
    return format_html_join("", "{}", [(format_html(template, text),) for template, text in pieces])


@register.filter
def written(text: str) -> str:
    """Return what a person wrote, its lines kept, with every hidden character shown."""
    return "\n".join(map(reports.visible, text.splitlines()))


@register.filter
def marked(pieces: Iterable[Any]) -> SafeString:
    """Return the pieces of a text: those that went in `del`, those that came in `ins`; a dash for none.

    No white space may come between them: no template lays them out.
    """
    texts = [(format_html(ELEMENTS.get(piece.mark, "{}"), piece.text),) for piece in pieces]
    return format_html_join("", "{}", texts) or NOTHING


@register.filter
def as_in_sidebar(part: dict[str, Any]) -> str:
    """Return the title of a part of the heading: the sidebar's where it leads to the same page, else its own."""
    # Libraries are read while the admin is still being imported.
    from watchlist.web import titles  # noqa: PLC0415

    title = part["title"]
    if shipment := getattr(title, "manifest", None):  # a stored screening is named by its shipment, as its own page is
        return str(shipment)
    return capfirst(str(titles().get(str(part.get("link", "")), title)))
