"""Addresses of log-in, password and second factor; they replace the admin's own pages at these addresses."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from watchlist.web.accounts.log_in import LogIn
from watchlist.web.accounts.log_out import log_out_page
from watchlist.web.accounts.own_account import (
    SetPassword,
    end_others_page,
    end_session_page,
    end_token_page,
    sessions_page,
)
from watchlist.web.accounts.preferences import preferences_page
from watchlist.web.accounts.second_factor import code_page, codes_page, second_factor_page
from watchlist.web.accounts.session_pages import LogInAgain, code_again, session_dialog, session_page, stay_page
from watchlist.web.accounts.sign_on import ended_page, return_page, sign_on_page
from watchlist.web.saved_filters import forget_page, save_page

app_name = "entry"
urlpatterns = [
    path("login/", LogIn.as_view(), name="log_in"),
    path("language/", require_POST(set_language), name="language"),
    path("logout/", log_out_page, name="log_out"),
    path("sign-on/", sign_on_page, name="sign_on"),
    path("sign-on/return/", return_page, name="sign_on_return"),
    path("sign-on/ended/", ended_page, name="sign_on_ended"),
    path("password_change/", login_required(SetPassword.as_view()), name="password_change"),
    path("code/", code_page, name="code"),
    path("second-factor/", second_factor_page, name="second_factor"),
    path("second-factor/codes/", codes_page, name="codes"),
    path("preferences/", preferences_page, name="preferences"),
    path("session/", session_page, name="session"),
    path("session/dialog/", session_dialog, name="session_dialog"),
    path("session/stay/", stay_page, name="stay"),
    path("session/log-in/", LogInAgain.as_view(), name="log_in_again"),
    path("session/code/", code_again, name="code_again"),
    path("sessions/", sessions_page, name="sessions"),
    path("sessions/end/", end_session_page, name="end_session"),
    path("sessions/end-others/", end_others_page, name="end_others"),
    path("sessions/end-token/", end_token_page, name="end_token"),
    path("filters/save/", save_page, name="save_filter"),
    path("filters/<int:key>/forget/", forget_page, name="forget_filter"),
]
