"""Addresses of the pages of suppressions and determinations, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.registers import determination_pages, suppression_pages

app_name = "suppressions"
urlpatterns = [
    path("", suppression_pages.list_page, name="list"),
    path("ask/", suppression_pages.ask_page, name="ask"),
    path("<int:key>/", suppression_pages.one_page, name="one"),
    path("<int:key>/answer/", suppression_pages.answer_page, name="answer"),
    path("<int:key>/withdraw/", suppression_pages.withdraw_page, name="withdraw"),
    path("determinations/", determination_pages.list_page, name="determinations"),
    path("determinations/ask/", determination_pages.request_page, name="determine"),
    path("determinations/<int:key>/", determination_pages.determination_page, name="determination"),
    path("determinations/<int:key>/answer/", determination_pages.answer_page, name="answer_determination"),
    path("determinations/<int:key>/withdraw/", determination_pages.withdraw_page, name="withdraw_determination"),
]
