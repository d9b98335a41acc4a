"""Addresses of the pages of erasures, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.registers import erasure_pages

app_name = "erasures"
urlpatterns = [
    path("", erasure_pages.list_page, name="list"),
    path("ask/", erasure_pages.ask_page, name="ask"),
    path("<int:key>/", erasure_pages.one_page, name="one"),
    path("<int:key>/answer/", erasure_pages.answer_page, name="answer"),
]
