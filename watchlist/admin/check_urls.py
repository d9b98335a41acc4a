"""Where one thing is checked, and structures are searched, inside the admin."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "check"
urlpatterns: list[URLPattern] = []
