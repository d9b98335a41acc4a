"""The API's document for people: among the pages, since a session goes nowhere else. Whoever is logged in reads it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.authentication import SessionAuthentication

app_name = "about_the_api"
BY_SESSION: Final[dict[str, Any]] = {
    "authentication_classes": [SessionAuthentication],
    "http_method_names": ["get", "head"],  # it has no template for what OPTIONS would tell of it
}
urlpatterns = [
    path(
        "",
        login_required(SpectacularSwaggerSplitView.as_view(url_name="about_the_api:schema", **BY_SESSION)),
        name="page",
    ),
    path("schema/", login_required(SpectacularAPIView.as_view(**BY_SESSION)), name="schema"),
]
