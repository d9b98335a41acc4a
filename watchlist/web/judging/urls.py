"""Addresses of the pages on which lines are judged, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.judging.acts import judge_page, keys_page
from watchlist.web.judging.alike_pages import alike_page, chosen_page
from watchlist.web.judging.correct_pages import correct_page
from watchlist.web.judging.export import export_page
from watchlist.web.judging.line_acts import judge_line_page, judge_substance_page, take_back_page

app_name = "judge"
urlpatterns = [
    path("keys/", keys_page, name="keys"),
    path("equal/", chosen_page, name="chosen"),
    path("export/<uuid:key>/<slug:kind>/", export_page, name="export"),
    path("<int:key>/judge/", judge_page, name="judge"),
    path("<int:key>/judge-line/", judge_line_page, name="line"),
    path("<int:key>/judge-substance/", judge_substance_page, name="substance"),
    path("<int:key>/take-back/", take_back_page, name="take_back"),
    path("<int:key>/correct/", correct_page, name="correct"),
    path("<int:key>/equal/", alike_page, name="alike"),
]
