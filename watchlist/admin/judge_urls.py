"""Where lines are read and judged, inside the admin."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "judge"
urlpatterns: list[URLPattern] = []
