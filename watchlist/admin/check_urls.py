
from __future__ import annotations

from django.urls import path

from watchlist.admin.check_pages import check_page

app_name = "check"
urlpatterns = [
    path("", check_page, name="one"),
]
