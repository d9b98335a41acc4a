"""Where dossiers, filing packs and the register are read, inside the admin."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "dossiers"
urlpatterns: list[URLPattern] = []
