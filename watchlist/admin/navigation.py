"""The sidebar: what people come for first, then the law, then the trail and the accounts."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse_lazy

GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Work",
        (
            ("Screenings", "list_alt", "watchlist.screening"),
            ("Lines", "format_list_numbered", "watchlist.screenedline"),
        ),
    ),
    (
        "Law",
        (
            ("Substances", "hexagon", "watchlist.substance"),
            ("Lists", "bookmark", "watchlist.controllist"),
            ("Entries", "segment", "watchlist.listentry"),
            ("Class rules", "polyline", "watchlist.classrule"),
            ("Instruments", "gavel", "watchlist.instrument"),
        ),
    ),
    ("Trail", (("Audit events", "history", "watchlist.auditevent"),)),
    (
        "Accounts",
        (("Users", "person", "auth.user"), ("Groups", "group", "auth.group"), ("Tokens", "key", "knox.authtoken")),
    ),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar that hold something which the user may read."""
    groups = [(title, [item for item in items if _may_view(request, item[2])]) for title, items in GROUPS]
    overview = {"title": "Overview", "icon": "dashboard", "link": reverse_lazy("admin:index")}
    return [
        {"items": [overview]},
        *(
            {"title": title, "separator": True, "items": [_item(*item) for item in items]}
            for title, items in groups
            if items
        ),
    ]


def _item(title: str, icon: str, label: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{label.replace('.', '_')}_changelist")}


def _may_view(request: HttpRequest, label: str) -> bool:
    return admin.site.get_model_admin(apps.get_model(label)).has_view_permission(request)
