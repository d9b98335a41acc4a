"""What an open page asks of its session: when it ends, to put that off, and a log-in that leaves the page where it is.

None of it shows anything of a case: the page that asks is still on the screen of whoever was logged in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from watchlist.access import address_of, attempt_of
from watchlist.middleware import CODE, asked_by_script, due_step, end_of_session, put_off_end
from watchlist.web.accounts.log_in import LogIn, ways_in
from watchlist.web.accounts.second_factor import CodeForm, give_code
from watchlist.web.form_fields import form_errors

ASKS_CODE: Final = "code"


@asked_by_script
@never_cache
@require_safe
def session_page(request: HttpRequest) -> JsonResponse:
    """Return who is logged in, what they still owe, and when that ends. To ask does not put the end off."""
    return _state(request)


@asked_by_script
@require_safe
def session_dialog(request: HttpRequest) -> HttpResponse:
    """Return the dialog that warns before a session ends, and logs in again where the page stands."""
    return render(request, "watchlist/web/session_dialog.html", ways_in())


@never_cache
@require_POST
def stay_page(request: HttpRequest) -> JsonResponse:
    """Put the end of the session off, and return the state; of nobody where it has ended already."""
    if request.user.is_authenticated:
        put_off_end(request)
    return _state(request)


class LogInAgain(LogIn):
    """The log-in from a page that stays open: the state of the session, or what is wrong."""

    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        """Log the person in as the log-in page does."""
        super().form_valid(form)
        return _state(self.request)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Return what is wrong, and how long to wait where there were too many tries."""
        attempt = attempt_of(self.request)
        return refusal(list(form_errors(form)), attempt.wait if attempt else 0)


@never_cache
@require_POST
def code_again(request: HttpRequest) -> JsonResponse:
    """Take the code that a log-in still owes, and return the state of the session, or what is wrong."""
    form = CodeForm(request.POST)
    if request.user.is_authenticated and form.is_valid():
        wait = give_code(request, request.user, form, address_of(request), datetime.now(UTC))
        if form.errors or wait:
            return refusal(list(form_errors(form)), wait)
    return _state(request)


def refusal(errors: list[str], wait: int) -> JsonResponse:
    """Return what is wrong with a log-in; `wait`: the seconds until there may be another."""
    status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.BAD_REQUEST
    return JsonResponse({"errors": errors, "wait": wait}, status=status)


def _state(request: HttpRequest) -> JsonResponse:
    """Return the state of a session; the token is that which forms of the page must bear from now on."""
    if not request.user.is_authenticated:
        return JsonResponse(
            {"user": "", "due": "", "page": "", "seconds": 0, "final": False, "token": get_token(request)}
        )
    place, ends = due_step(request, request.user), end_of_session(request)
    return JsonResponse(
        {
            "user": request.user.get_username(),
            "due": ASKS_CODE if place == CODE else "page" if place else "",
            "page": reverse(place) if place else "",
            "seconds": ends.seconds,
            "final": ends.is_final,
            "token": get_token(request),
        }
    )
