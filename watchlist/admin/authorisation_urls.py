"""Where authorisations are registered, inside the admin."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "authorisations"
urlpatterns: list[URLPattern] = []
