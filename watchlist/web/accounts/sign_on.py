"""Single sign-on: to the provider and back, and who is let in; and the end of a session that the provider tells of."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, cast

import structlog
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from watchlist.access import PROVIDER_SESSION, address_of, has_second_factor, record_log_in, style_of
from watchlist.conf import site_url
from watchlist.middleware import (
    BOUND,
    CODE_GIVEN_AT,
    DUE,
    FACTOR_AT_PROVIDER,
    asked_by_script,
    begin_session,
    keep_style,
)
from watchlist.sign_on import (
    CLOSED,
    NO_ROLE,
    Arrival,
    NotBelieved,
    Provider,
    ProviderAway,
    ProviderIdentity,
    ProviderRefused,
    address_to_log_in,
    admit,
    arrival_of,
    end_as_told,
    keep_id_token,
    provider,
)
from watchlist.web.accounts.log_in import back_of, frame_of

BACKEND: Final = "watchlist.access.password_backend.PasswordBackend"
"""What says from then on whose session it is, and what rights they have."""
THERE_AND_BACK: Final = 900
"""Seconds for which it is kept of a browser without a log-in that it was sent to the provider."""
REFUSALS: Final = {
    NO_ROLE: gettext_lazy("You have no role here."),
    CLOSED: gettext_lazy("Your account here is closed."),
}
log = structlog.get_logger(__name__)


@never_cache
@require_safe
def sign_on_page(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider; with `anew`, to log in there whatever session they have."""
    client = _provider()
    try:
        address = address_to_log_in(
            client,
            request,
            return_to=f"{site_url()}{reverse('entry:sign_on_return')}",
            wanted=request.GET.get("next", ""),
            anew="anew" in request.GET,
        )
    except (ProviderAway, NotBelieved) as error:
        return _failed(request, client, error)
    if not request.user.is_authenticated:
        request.session.set_expiry(THERE_AND_BACK)
    return HttpResponseRedirect(address)


@never_cache
@require_safe
def return_page(request: HttpRequest) -> HttpResponse:
    """Let in who comes back from the provider, or say why not."""
    client = _provider()
    try:
        arrival = arrival_of(client, request)
    except (NotBelieved, ProviderAway, ProviderRefused) as error:
        return _failed(request, client, error)
    admission = admit(arrival.identity, client.policy)
    if admission.user is None:
        logout(request)
        return _not_let_in(request, client, arrival.identity, admission.refusal)
    if arrival.asked_anew_at is not None:
        return _shown_anew(request, client, arrival, admission.user)
    _let_in(request, client, arrival.identity, admission.user)
    return _onwards(request, arrival)


@asked_by_script
@csrf_exempt
@never_cache
@require_POST
def ended_page(request: HttpRequest) -> HttpResponse:
    """End the sessions of a log-out token that the provider sends: it proves itself by its signature."""
    try:
        end_as_told(_provider(), request.POST.get("logout_token", ""))
    except (NotBelieved, ProviderAway) as error:
        log.warning("log_out_token_refused", because=str(error))
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return HttpResponse()


def _provider() -> Provider:
    client = provider()
    if client is None:
        raise Http404("people log in here alone")
    return client


@transaction.atomic
def _let_in(request: HttpRequest, client: Provider, identity: ProviderIdentity, user: User) -> None:
    login(request, user, backend=BACKEND)
    begin_session(request)
    keep_style(request, style_of(user))
    for name in (FACTOR_AT_PROVIDER, CODE_GIVEN_AT, DUE, BOUND):  # of a log-in before in this browser
        request.session.pop(name, None)
    _keep(request, client, identity)
    if identity.has_second_factor:
        request.session[FACTOR_AT_PROVIDER] = True
        request.session[CODE_GIVEN_AT] = identity.authenticated_at or 0.0
    elif has_second_factor(user):
        request.session[DUE] = True
    record_log_in(user=user, address=address_of(request), at=datetime.now(UTC), by="provider")


def _shown_anew(request: HttpRequest, client: Provider, arrival: Arrival, user: User) -> HttpResponse:
    """Take a second factor that was shown at the provider just now, by the person whose session this is."""
    if user != request.user or not arrival.is_fresh:
        because = "another person" if user != request.user else "no second factor shown just now"
        return _failed(request, client, NotBelieved(because))
    _keep(request, client, arrival.identity)
    request.session.pop(DUE, None)
    request.session[FACTOR_AT_PROVIDER] = True
    request.session[CODE_GIVEN_AT] = time.time()
    request.session.cycle_key()
    return _onwards(request, arrival)


def _keep(request: HttpRequest, client: Provider, identity: ProviderIdentity) -> None:
    keep_id_token(request, identity.id_token)
    request.session[PROVIDER_SESSION] = identity.session
    if client.policy.is_bound:
        request.session[BOUND] = identity.expires_at


def _onwards(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    is_ours = url_has_allowed_host_and_scheme(
        arrival.wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_for_them = is_ours and cast(User, request.user).is_staff
    return HttpResponseRedirect(arrival.wanted if is_for_them else back_of(request))


def _not_let_in(request: HttpRequest, client: Provider, identity: ProviderIdentity, why: str) -> HttpResponse:
    """Return the page that says whom to ask, and by what they know the person."""
    context = {
        **frame_of(request),
        "title": REFUSALS[why],
        "provider": client.policy.name,
        "contact": client.policy.contact,
        "subject": identity.subject,
        "has_no_role": why == NO_ROLE,
    }
    return render(request, "watchlist/web/not_let_in.html", context, status=HTTPStatus.FORBIDDEN)


def _failed(request: HttpRequest, client: Provider, error: Exception) -> HttpResponse:
    log.warning("sign_on_failed", kind=type(error).__name__, because=str(error))
    is_away = isinstance(error, ProviderAway)
    context = {
        **frame_of(request),
        "title": _("The log-in did not succeed"),
        "provider": client.policy.name,
        "is_away": is_away,
        "back": resolve_url("entry:log_in"),
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_away else HTTPStatus.BAD_REQUEST
    return render(request, "watchlist/web/sign_on_failed.html", context, status=status)
