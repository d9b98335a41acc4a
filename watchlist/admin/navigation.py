"""The sidebar: what people come for first, then the law, then the trail and the accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse_lazy

from watchlist.admin.change_sets import VIEW_SETS
from watchlist.admin.curator_tasks import VIEW_TASKS
from watchlist.admin.screen_pages import may_screen
from watchlist.admin.sources import VIEW_SOURCES

# Title, icon, the model whose reader may see it, and the page; without one, the list of the model.
Item = tuple[str, str, str] | tuple[str, str, str, str]
# Pages that ask for more than that.
ASK_MORE: dict[str, Callable[[HttpRequest], bool]] = {
    "screen:file": may_screen,
    "curation:change_sets": lambda request: request.user.has_perm(VIEW_SETS),
    "curation:sources": lambda request: request.user.has_perm(VIEW_SOURCES),
    "curation:tasks": lambda request: request.user.has_perm(VIEW_TASKS),
}
GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "Work",
        (
            ("Screen a file", "upload_file", "watchlist.screening", "screen:file"),
            ("Screenings", "list_alt", "watchlist.screening"),
            ("Lines", "format_list_numbered", "watchlist.screenedline"),
            ("Look-backs", "history_toggle_off", "watchlist.rescreen"),
            ("Jobs", "pending_actions", "watchlist.job"),
            ("Schedule", "schedule", "django_celery_beat.periodictask"),
            ("Beside boundaries", "visibility", "watchlist.boundaryevent"),
        ),
    ),
    (
        "Law",
        (
            ("Who controls what", "grid_on", "watchlist.controllist", "law:matrix"),
            ("What changed", "compare_arrows", "watchlist.controllist", "law:changes"),
            ("Horizon", "wb_twilight", "watchlist.controllist", "law:horizon"),
            ("Substances", "hexagon", "watchlist.substance"),
            ("Lists", "bookmark", "watchlist.controllist"),
            ("Coverage", "fact_check", "watchlist.controllist", "law:coverage"),
            ("Entries", "segment", "watchlist.listentry"),
            ("Class rules", "polyline", "watchlist.classrule"),
            ("Instruments", "gavel", "watchlist.instrument"),
        ),
    ),
    (
        "Curation",
        (
            ("Change sets", "difference", "watchlist.changeset", "curation:change_sets"),
            ("Sources", "rss_feed", "watchlist.listsource", "curation:sources"),
            ("Tasks", "checklist", "watchlist.curatortask", "curation:tasks"),
        ),
    ),
    ("House", (("House lists", "visibility", "watchlist.houselist"),)),
    ("Trail", (("Audit events", "history", "watchlist.auditevent"),)),
    (
        "Webhooks",
        (("Webhooks", "webhook", "watchlist.webhook"), ("Deliveries", "outbox", "watchlist.webhookdelivery")),
    ),
    (
        "Accounts",
        (("Users", "person", "auth.user"), ("Groups", "group", "auth.group"), ("Tokens", "key", "watchlist.token")),
    ),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar that hold something which the user may read."""
    groups = [(title, [item for item in items if _may_view(request, *item[2:])]) for title, items in GROUPS]
    overview = {"title": "Overview", "icon": "dashboard", "link": reverse_lazy("admin:index")}
    return [
        {"items": [overview]},
        *(
            {"title": title, "separator": True, "items": [_item(*item) for item in items]}
            for title, items in groups
            if items
        ),
    ]


def _item(title: str, icon: str, label: str, page: str = "") -> dict[str, Any]:
    link = reverse_lazy(page or f"admin:{label.replace('.', '_')}_changelist")
    return {"title": title, "icon": icon, "link": link}


def _may_view(request: HttpRequest, label: str, page: str = "") -> bool:
    if page in ASK_MORE:
        return ASK_MORE[page](request)
    return admin.site.get_model_admin(apps.get_model(label)).has_view_permission(request)
