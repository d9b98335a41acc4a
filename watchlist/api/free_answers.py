"""An answer that has not changed is not charged: who asks with an `ETag` may ask as often as they like to."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from watchlist.api.limits import give_back, headers


class FreeAnswers:
    """Stands outside what answers 304, and takes the call back from what its token used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 304 and (left := give_back(request)):
            for name, value in headers(left).items():
                answer[name] = value
        return answer
