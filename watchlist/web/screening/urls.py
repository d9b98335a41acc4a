"""Addresses of the pages that screen files, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.screening.rerun import rerun_page
from watchlist.web.screening.screen_pages import columns_page, file_page, progress_page

app_name = "screen"
urlpatterns = [
    path("", file_page, name="file"),
    path("<uuid:key>/", columns_page, name="columns"),
    path("again/<uuid:key>/", rerun_page, name="again"),
    path("progress/<uuid:key>/", progress_page, name="progress"),
]
