"""Addresses inside the admin: of cases, to which the desk adds its own; of dossiers, filing packs and the register."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from watchlist.web.cases.acts import VERBS, act_page
from watchlist.web.cases.case_list import list_page
from watchlist.web.cases.case_page import case_page
from watchlist.web.cases.dossiers import dossier_file, pack_download, pack_page, packs_page
from watchlist.web.cases.list_acts import cases_file, filters_page, together_page
from watchlist.web.cases.news import news_page
from watchlist.web.cases.override_pages import overrides_file, overrides_page
from watchlist.web.registers import register_download, register_page

CASE_ADDRESSES = [
    path("", list_page, name="list"),
    path("filters/", filters_page, name="filters"),
    path("together/", together_page, name="together"),
    path("cases.csv", cases_file, name="file"),
    path("overrides/", overrides_page, name="overrides"),
    path("overrides.csv", overrides_file, name="overrides_file"),
    path("<int:pk>/", require_safe(case_page), name="one"),
    path("<int:pk>/news/", news_page, name="news"),
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
