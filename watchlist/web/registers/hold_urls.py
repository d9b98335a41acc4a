"""Where legal holds are placed and lifted, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.registers import hold_pages

app_name = "holds"
urlpatterns = [
    path("", hold_pages.list_page, name="list"),
    path("place/<uuid:screening>/", hold_pages.place_page, name="place"),
    path("<int:key>/", hold_pages.one_page, name="one"),
    path("<int:key>/lift/", hold_pages.lift_page, name="lift"),
]
