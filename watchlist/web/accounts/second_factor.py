"""The pages of a person's own second factor: set up, asked for at the log-in, and its codes on paper."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, Final, cast
from urllib.parse import urlencode

import segno
from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember
from unfold.widgets import BASE_INPUT_CLASSES

from watchlist.access import (
    address_of,
    begin_attempt,
    confirm_authenticator,
    fail_code,
    has_second_factor,
    key_text,
    needs_second_factor,
    pending_authenticator,
    record_success,
    renew_codes,
    seconds_of_rest,
    verified_device,
)
from watchlist.middleware import CODE_GIVEN_AT, DUE, FACTOR_AT_PROVIDER
from watchlist.web.accounts.log_in import back_of, frame_of, wait_page

FRESH: Final = 300
"""Seconds for which a code counts as fresh, as a new authenticator or new codes need it: a session that was left open,
or stolen, gives neither.
"""
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "autofocus": "",
    "spellcheck": "false",
    "class": " ".join(BASE_INPUT_CLASSES),
}


class CodeForm(forms.Form):
    """A code, of the authenticator or from the paper."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=20, widget=forms.TextInput(attrs=CODE_ATTRIBUTES))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Require a code, then redirect to the page that the person wanted."""
    user, form = cast(User, request.user), CodeForm(request.POST or None)
    if not has_second_factor(user):
        request.session.pop(DUE, None)
        return _redirect_onwards(request)
    if form.is_valid():
        wait = give_code(request, user, form, address_of(request), datetime.now(UTC))
        if wait:
            return wait_page(request, wait)
        if not form.errors:
            return _redirect_onwards(request)
    return _page(request, "code", _("Your second factor"), form=form)


def give_code(request: HttpRequest, user: User, form: CodeForm, address: str | None, at: datetime) -> int:
    """Take the code of a valid form for the session; where it is refused, an error of the form says why.

    Returned are the seconds to wait before another is looked at at all; 0 for none.
    """
    attempt = begin_attempt(name=user.get_username(), address=address, at=at)
    if attempt.wait:
        return attempt.wait
    code = form.cleaned_data["code"]
    rest = seconds_of_rest(user=user, code=code)
    device = None if rest else verified_device(user=user, code=code)
    if device is not None:
        record_success(attempt=attempt, user=user)
        _remember(request, device)
    else:
        fail_code(attempt=attempt)
        form.add_error("code", _too_soon(rest) if rest else _("This code is not right, or was used before."))
    return attempt.wait


def _too_soon(seconds: int) -> str:
    """Return why a code was not looked at, right as it may be."""
    sentence = ngettext(
        "This code was not looked at: after a wrong one there is a pause. Wait %(seconds)s second, and type the code "
        "shown then.",
        "This code was not looked at: after a wrong one there is a pause. Wait %(seconds)s seconds, and type the code "
        "shown then.",
        seconds,
    )
    return sentence % {"seconds": seconds}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator: its key as a picture and as text, until it shows the right code."""
    user, form = cast(User, request.user), CodeForm(request.POST or None)
    if _owes_factor(request, user):
        return _redirect_to_factor(request)
    if form.is_valid():
        session, code = request.session.session_key or "", form.cleaned_data["code"]
        rest = seconds_of_rest(user=user, code=code, confirmed=False)
        taken = None if rest else confirm_authenticator(user=user, code=code, session=session)
        if taken is not None:
            _remember(request, taken[0])
            return _codes(request, taken[1])
        wrong = _("This code is not right. Does the clock of your device show the right time?")
        form.add_error("code", _too_soon(rest) if rest else wrong)
    device, key = pending_authenticator(user=user)
    is_shown = FACTOR_AT_PROVIDER in request.session or user.is_verified()  # type: ignore[attr-defined]
    return _page(
        request,
        "second_factor",
        _("A second factor"),
        form=form,
        has_one=has_second_factor(user),
        may_leave=is_shown or not needs_second_factor(user),
        picture=segno.make(device.address(key), error="m").svg_data_uri(scale=5, border=4, light="#fff"),
        key=_spaced(key_text(key)),
    )


@never_cache
@login_required
@require_POST
def codes_page(request: HttpRequest) -> HttpResponse:
    """Show new codes on paper, this once, to who has given a code in this session."""
    user = cast(User, request.user)
    if not has_second_factor(user):
        return HttpResponseRedirect(resolve_url("entry:second_factor"))
    if _owes_factor(request, user):
        return _redirect_to_factor(request)
    return _codes(request, renew_codes(user=user))


def _remember(request: HttpRequest, device: Any) -> None:
    """Keep in the session that the code was given; the session has another key from then on."""
    remember(request, device)
    request.session.pop(DUE, None)
    request.session[CODE_GIVEN_AT] = time.time()
    request.session.cycle_key()


def _owes_factor(request: HttpRequest, user: User) -> bool:
    """Return whether a person with a second factor, here or at the provider, showed none within the last minutes."""
    has_one = has_second_factor(user) or FACTOR_AT_PROVIDER in request.session
    return has_one and time.time() - request.session.get(CODE_GIVEN_AT, 0.0) >= FRESH


def _redirect_to_factor(request: HttpRequest) -> HttpResponse:
    """Lead to where a second factor is shown: to a log-in anew at the provider, for who shows it there."""
    query = {"next": resolve_url("entry:second_factor")}
    if FACTOR_AT_PROVIDER in request.session:
        return HttpResponseRedirect(f"{resolve_url('entry:sign_on')}?{urlencode({**query, 'anew': '1'})}")
    return HttpResponseRedirect(f"{resolve_url('entry:code')}?{urlencode(query)}")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(request, "codes", _("Your codes on paper"), codes=codes)


def _page(request: HttpRequest, name: str, title: str, **context_values: Any) -> HttpResponse:
    context = {
        **frame_of(request),
        "title": title,
        "next": request.GET.get("next", ""),
        "back": back_of(request),
        **context_values,
    }
    return render(request, f"watchlist/web/{name}.html", context)


def _redirect_onwards(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else back_of(request))


def _spaced(key: str) -> str:
    """Return the key as people type it: in capitals, four by four."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
