"""Where cases are worked on, inside the admin."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from watchlist.web.cases.acts import VERBS, act_page
from watchlist.web.cases.case_list import list_page
from watchlist.web.cases.case_page import case_page
from watchlist.web.desk import answer_page, equal_page, judge_equal_page, referral_page, waiting_page

app_name = "cases"
urlpatterns = [
    path("", list_page, name="list"),
    path("desk/", RedirectView.as_view(pattern_name="admin:index"), name="desk"),
    path("waiting/", waiting_page, name="waiting"),
    path("waiting/<int:pk>/", referral_page, name="referral"),
    path("waiting/<int:pk>/answer/", answer_page, name="answer"),
    path("equal/<int:pk>/", equal_page, name="equal"),
    path("equal/<int:pk>/judge/", judge_equal_page, name="judge_equal"),
    path("<int:pk>/", require_safe(case_page), name="one"),
    *(path(f"<int:pk>/{verb}/", act_page(act), name=verb) for verb, act in VERBS.items()),
]
