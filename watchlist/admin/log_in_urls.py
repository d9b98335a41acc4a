"""Where people come in: before the pages of the admin, whose own log-in these stand in place of."""

from __future__ import annotations

from django.urls import path

from watchlist.admin.log_in import LogIn
from watchlist.admin.second_factor import code_page, codes_page, second_factor_page

app_name = "entry"
urlpatterns = [
    path("login/", LogIn.as_view(), name="log_in"),
    path("code/", code_page, name="code"),
    path("second-factor/", second_factor_page, name="second_factor"),
    path("second-factor/codes/", codes_page, name="codes"),
]
