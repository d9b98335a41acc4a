"""Addresses of parties, inside the admin."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe

from watchlist.web.parties.party_pages import list_page, named_page, party_page

app_name = "parties"
urlpatterns = [
    path("", require_safe(list_page), name="list"),
    path("named/", require_safe(named_page), name="named"),
    path("<int:pk>/", require_safe(party_page), name="one"),
]
