"""Where one thing is checked, structures are searched and everything is found, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.desk import command_page
from watchlist.web.screening.check_pages import check_page
from watchlist.web.screening.structures import structures_page

app_name = "check"
urlpatterns = [
    path("", check_page, name="one"),
    path("structures/", structures_page, name="structures"),
    path("find/", command_page, name="command"),
]
