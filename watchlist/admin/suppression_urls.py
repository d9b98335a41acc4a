"""Where suppressions and determinations are asked for and answered, inside the admin."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "suppressions"
urlpatterns: list[URLPattern] = []
