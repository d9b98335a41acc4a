"""Addresses of the pages over the whole law, inside the admin; each is sent as a file under the same name."""

from __future__ import annotations

from django.urls import path, re_path

from watchlist.web.law.horizon import horizon_page, notice_page
from watchlist.web.law.pages import changes_page, lists_page, matrix_page, members_page

app_name = "law"
urlpatterns = [
    path("matrix/", matrix_page, name="matrix"),
    re_path(r"^matrix\.(?P<form>csv|json|sdf)$", matrix_page, name="matrix_file"),
    path("changes/", changes_page, name="changes"),
    re_path(r"^changes\.(?P<form>csv|json|sdf)$", changes_page, name="changes_file"),
    path("horizon/", horizon_page, name="horizon"),
    path("horizon/<slug:key>/", notice_page, name="notice"),
    path("coverage/", lists_page, name="coverage"),
    re_path(r"^coverage\.(?P<form>csv|json)$", lists_page, name="coverage_file"),
    re_path(r"^classes/(?P<key>[-\w]+)\.(?P<form>csv|json)$", members_page, name="members_file"),
]
