"""The saved filters of the list that a page shows: links to them, and a form that saves the present one."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

register = template.Library()


@register.inclusion_tag("watchlist/web/saved_filters.html", takes_context=True)
def saved_filters(context: RequestContext) -> dict[str, Any]:
    """Return what the card of saved filters shows."""
    # Libraries are read while the admin is still being imported.
    from watchlist.web import filters_of  # noqa: PLC0415

    return filters_of(context["request"])
