"""Where dossiers, filing packs and the register are read, inside the admin."""

from __future__ import annotations

from django.urls import path, re_path

from watchlist.web.cases.dossiers import dossier_file, pack_download, pack_page, packs_page
from watchlist.web.registers import register_download, register_page

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
