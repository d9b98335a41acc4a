"""The log-in page, and the page shown after too many wrong passwords."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from unfold.forms import AuthenticationForm

from watchlist.access import (
    address_of,
    attempt_of,
    has_second_factor,
    is_temporary,
    log_in_policy,
    provider_policy,
    record_log_in,
    style_of,
)
from watchlist.middleware import DUE, PASSWORD_DUE, begin_session, keep_style


class NameAndPassword(AuthenticationForm):  # type: ignore[misc]  # the package has no annotations
    """A name and a password, of staff or not: the account of a program has a password and a second factor to set."""

    def confirm_login_allowed(self, user: User) -> None:
        """Allow everybody: authentication checked already that the account is active."""


class LogIn(LoginView):
    """The log-in by name and password; the next page requires the second factor."""

    template_name = "watchlist/web/log_in.html"
    authentication_form = NameAndPassword

    def get_success_url(self) -> str:
        """Return the page that the person wanted; their own sessions, for who is not staff."""
        return super().get_success_url() if cast(User, self.request.user).is_staff else back_of(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the form, or redirect who is logged in to their desk."""
        return redirect("admin:index") if admin.site.has_permission(request) else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the frame of the pages asks for."""
        framed = {**frame_of(self.request), "title": _("Log in")}
        names = {"app_path": self.request.get_full_path(), "username": self.request.user.get_username()}
        shown = {"languages": settings.LANGUAGES, **ways_in(self.get_redirect_url())}
        return {**super().get_context_data(**kwargs), **framed, **names, **shown}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Log the person in, and begin to count how long."""
        answer, user = super().form_valid(form), cast(User, self.request.user)
        begin_session(self.request)
        keep_style(self.request, style_of(user))
        if has_second_factor(user):
            self.request.session[DUE] = True
        record_log_in(user=user, address=address_of(self.request), at=datetime.now(UTC))
        if is_temporary(user):
            self.request.session[PASSWORD_DUE] = True
        return answer


def ways_in(wanted: str = "") -> dict[str, Any]:
    """Return how people log in here, for the pages that offer it; `wanted`: the page that they were going to."""
    policy, query = provider_policy(), urlencode({"next": wanted} if wanted else {})
    return {
        "provider": policy.name if policy else "",
        "sign_on": f"{reverse('entry:sign_on')}?{query}" if query else reverse("entry:sign_on"),
        "is_local_open": log_in_policy().is_local_open,
    }


def locked_out(request: HttpRequest, credentials: Any) -> HttpResponse:
    """Return the page for who is locked out: the same for a name that nobody has."""
    attempt = attempt_of(request)
    return wait_page(request, attempt.wait if attempt else 0)


def wait_page(request: HttpRequest, wait: int) -> HttpResponse:
    """Return the page that says after what time to try again; `wait` is in seconds."""
    now, minutes = datetime.now(UTC), timedelta(minutes=-(-wait // 60))
    context = {
        **frame_of(request),
        "title": _("Wait before you try again"),
        "wait": timesince(now, now + minutes, depth=1),
    }
    answer = render(request, "watchlist/web/locked_out.html", context, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """Return the context of these pages' frame: without a link to the site, before the log-in."""
    return {**admin.site.each_context(request), "site_url": None}


def back_of(request: HttpRequest) -> str:
    """Return the address to go back to: the desk, or their own sessions for who is not staff."""
    return resolve_url("admin:index" if cast(User, request.user).is_staff else "entry:sessions")
