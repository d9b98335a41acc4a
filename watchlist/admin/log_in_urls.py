"""Where people come in: before the pages of the admin, whose own pages of these addresses they stand in place of."""

from __future__ import annotations

from django.contrib.admin import site
from django.urls import path

from watchlist.admin.log_in import LogIn
from watchlist.admin.own_password import SetPassword
from watchlist.admin.second_factor import code_page, codes_page, second_factor_page

app_name = "entry"
urlpatterns = [
    path("login/", LogIn.as_view(), name="log_in"),
    path("password_change/", site.admin_view(SetPassword.as_view()), name="password_change"),
    path("code/", code_page, name="code"),
    path("second-factor/", second_factor_page, name="second_factor"),
    path("second-factor/codes/", codes_page, name="codes"),
]
