"""The log-out: here, and where a person came from the provider, there too."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from watchlist.access import ID_TOKEN
from watchlist.conf import site_url
from watchlist.sign_on import address_to_log_out, provider
from watchlist.web.accounts.log_in import frame_of


@never_cache
@require_POST
def log_out_page(request: HttpRequest) -> HttpResponse:
    """Log a person out; who came from the provider is led on to where their session there ends."""
    client = provider() if ID_TOKEN in request.session else None
    return_to = f"{site_url()}{reverse('entry:log_in')}"
    address = address_to_log_out(client, request, return_to=return_to) if client is not None else ""
    if client is None or not address:
        return admin.site.logout(request)
    logout(request)
    context = {**frame_of(request), "title": _("You are logged out here"), "provider": client.policy.name}
    answer = render(request, "watchlist/web/logged_out_here.html", {**context, "address": address})
    # A form may lead to this site alone (middleware/browser_policy.py), so that the way on is none of the form.
    answer.headers["Refresh"] = f"0; url={address}"
    return answer
