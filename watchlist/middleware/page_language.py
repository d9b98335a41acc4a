"""The language in which a call is answered: that of its person, of their cookie, of their browser, of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import check_for_language, get_language, get_language_from_request, override

from watchlist.conf import API
from watchlist.middleware.sessions import has_session

LANGUAGE: Final = "language"
"""In the session, from the log-in on, where its person chose one."""
DEPENDS_ON: Final = ("Accept-Language", "Cookie")


class PageLanguage(MiddlewareMixin):
    """Speaks the language of the reader to people, and English to programs, whatever they ask for.

    What is streamed afterwards (files, whose words are those of the contract) is made in the language of the house.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer in its language; that of a page says which, and on what it depends."""
        if request.path_info.startswith(API):
            with override(settings.LANGUAGE_CODE):
                return self.answer(request)
        with override(language_for(request)):
            response = self.answer(request)
            response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, DEPENDS_ON)
        return response


def language_for(request: HttpRequest) -> str:
    """Return the language in which a person is answered."""
    chosen = request.session.get(LANGUAGE) if has_session(request) else None
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        return str(chosen)
    return get_language_from_request(request)
