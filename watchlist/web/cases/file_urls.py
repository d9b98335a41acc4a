"""Address of the files of cases, outside the admin: no session cookie is sent there."""

from __future__ import annotations

from django.urls import path

from watchlist.web.cases.files import attachment_file

app_name = "files"
urlpatterns = [path("<str:token>/", attachment_file, name="attachment")]
