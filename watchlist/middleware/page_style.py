"""Days and instants on the pages of a person, written as they chose; the choice stands in their session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from watchlist.access import PageStyle, shown_as
from watchlist.middleware.browser_policy import OF_PEOPLE
from watchlist.middleware.page_language import LANGUAGE
from watchlist.middleware.sessions import has_session

TIME_ZONE, DATE_STYLE = "time_zone", "date_style"
"""In the session, from the log-in on."""
Answer = Callable[[HttpRequest], HttpResponse]
PLAIN: Final = PageStyle()


def page_styles(get_response: Answer) -> Answer:
    """Return the middleware that answers the pages of a person in their style."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OF_PEOPLE) or not has_session(request):
            return get_response(request)
        session = request.session
        zone, style = session.get(TIME_ZONE, PLAIN.time_zone), session.get(DATE_STYLE, PLAIN.date_style)
        with shown_as(PageStyle(zone, style)):
            return get_response(request)

    return answer


def keep_style(request: HttpRequest, style: PageStyle) -> None:
    """Keep in the session how its person wants pages to be written."""
    request.session[TIME_ZONE], request.session[DATE_STYLE] = style.time_zone, style.date_style
    request.session[LANGUAGE] = style.language
