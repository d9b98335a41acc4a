"""Where files of cases are read, outside the admin: no cookie of a session goes there."""

from __future__ import annotations

from django.urls import path

from watchlist.web.cases.files import attachment_file

app_name = "files"
urlpatterns = [path("<str:token>/", attachment_file, name="attachment")]
