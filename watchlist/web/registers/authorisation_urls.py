"""Where authorisations are registered, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.registers.authorisation_acts import correct_page, new_page, revoke_act
from watchlist.web.registers.authorisation_pages import authorisation_page, list_page, register_file, scan_file

app_name = "authorisations"
urlpatterns = [
    path("", list_page, name="list"),
    path("register.csv", register_file, name="file"),
    path("new/", new_page, name="new"),
    path("<int:pk>/", authorisation_page, name="one"),
    path("<int:pk>/correct/", correct_page, name="correct"),
    path("<int:pk>/revoke/", revoke_act, name="revoke"),
    path("scans/<int:pk>/", scan_file, name="scan"),
]
