"""Where cases are worked on; where one thing is checked, structures are searched and everything is found."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from watchlist.web.cases import CASE_ADDRESSES
from watchlist.web.desk.command_search import command_page
from watchlist.web.desk.equal_lines import equal_page, judge_equal_page
from watchlist.web.desk.second_corrections import answer_correction_page, correction_page
from watchlist.web.desk.second_officer import answer_many_page, answer_page, referral_page, waiting_page
from watchlist.web.screening import check_page, structures_page

CASES = [
    path("desk/", RedirectView.as_view(pattern_name="admin:index"), name="desk"),
    path("waiting/", waiting_page, name="waiting"),
    path("waiting/answer/", answer_many_page, name="answer_many"),
    path("waiting/<int:pk>/", referral_page, name="referral"),
    path("waiting/<int:pk>/answer/", answer_page, name="answer"),
    path("corrections/<int:pk>/", correction_page, name="correction"),
    path("corrections/<int:pk>/answer/", answer_correction_page, name="answer_correction"),
    path("equal/<int:pk>/", equal_page, name="equal"),
    path("equal/<int:pk>/judge/", judge_equal_page, name="judge_equal"),
    *CASE_ADDRESSES,
]
CHECK = [
    path("", check_page, name="one"),
    path("structures/", structures_page, name="structures"),
    path("find/", command_page, name="command"),
]
urlpatterns = [
    path("cases/", include((CASES, "cases"))),
    path("check/", include((CHECK, "check"))),
]
