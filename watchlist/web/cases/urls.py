"""Addresses inside the admin: of cases, to which the desk adds its own; of dossiers, filing packs and the register."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from watchlist.web.cases.acts import VERBS, act_page
from watchlist.web.cases.case_events import events_page
from watchlist.web.cases.case_list import list_page
from watchlist.web.cases.case_list_acts import assign_many_page, cases_file, desk_file
from watchlist.web.cases.case_page import case_page
from watchlist.web.cases.dossiers import dossier_file, pack_download, pack_page, packs_page
from watchlist.web.cases.news import news_page
from watchlist.web.cases.override_pages import overrides_file, overrides_page
from watchlist.web.cases.questions import question_page, questions_page
from watchlist.web.cases.release_page import release_page
from watchlist.web.registers import register_download, register_page

CASE_ADDRESSES = [
    path("", list_page, name="list"),
    path("cases.csv", cases_file, name="file"),
    path("desk.csv", desk_file, name="desk_file"),
    path("assign/", assign_many_page, name="assign_many"),
    path("overrides/", overrides_page, name="overrides"),
    path("overrides.csv", overrides_file, name="overrides_file"),
    path("<int:pk>/", require_safe(case_page), name="one"),
    path("<int:pk>/release/", release_page, name="release"),
    path("<int:pk>/questions/", questions_page, name="questions"),
    path("questions/<int:pk>/", question_page, name="question"),
    path("<int:pk>/news/", news_page, name="news"),
    path("<int:pk>/events/", require_safe(events_page), name="events"),
    *(path(f"<int:pk>/{verb}/", act_page(act), name=verb) for verb, act in VERBS.items()),
]
app_name = "dossiers"
urlpatterns = [
    path("register/", register_page, name="register"),
    re_path(r"^register\.(?P<form>csv|xlsx)$", register_download, name="register_file"),
    path("<int:pk>/dossier.pdf", dossier_file, {"form": "pdf"}, name="pdf"),
    path("<int:pk>/dossier.json", dossier_file, {"form": "json"}, name="json"),
    path("<int:pk>/packs/", packs_page, name="packs"),
    path("<int:pk>/packs/<slug:key>/", pack_page, name="pack"),
    re_path(r"^(?P<pk>\d+)/packs/(?P<key>[-\w]+)\.(?P<form>pdf|json)$", pack_download, name="pack_file"),
]
