"""The words in which two texts differ, marked. No white space may come between them: no template lays them out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

ELEMENTS: Final = {"gone": "<del>{}</del>", "came": "<ins>{}</ins>"}
NOTHING: Final = format_html('<span class="sub">{}</span>', "—")


@register.filter
def marked(pieces: Iterable[Any]) -> SafeString:
    """Return the pieces of a text: those that went in `del`, those that came in `ins`; a dash for none."""
    texts = [(format_html(ELEMENTS.get(piece.mark, "{}"), piece.text),) for piece in pieces]
    return format_html_join("", "{}", texts) or NOTHING
