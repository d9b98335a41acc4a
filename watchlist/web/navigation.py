"""The sidebar: one navigation of what the reader may read; a page that does not answer here is left out.

It is also what command search finds pages by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.cases.rights import SECOND, VIEW
from watchlist.retention.rights import VIEW as HOLDS
from watchlist.retention.rights import VIEW_ERASURES as ERASURES
from watchlist.web.badges import badge
from watchlist.web.curation.change_sets import VIEW_SETS
from watchlist.web.curation.sources import VIEW_SOURCES
from watchlist.web.curation.tasks import VIEW_TASKS
from watchlist.web.screening.screen_pages import may_screen

May = Callable[[HttpRequest], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """A page: its title, icon and URL name, who may open it, and the count that stands beside it.

    `may` is a right, or says so itself; None asks the admin of the model whose list the page is.
    """

    title: str | Promise
    icon: str
    page: str
    may: str | May | None = None
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together."""

    title: str | Promise
    items: tuple[Item, ...]


def _everybody(request: HttpRequest) -> bool:
    return True


VIEW_LISTS: Final = "watchlist.view_controllist"
VIEW_SUBSTANCES: Final = "watchlist.view_substance"
GROUPS: Final = (
    Group("", (Item(_("Search"), "search", "check:command", _everybody),)),
    Group(
        _("Work"),
        (
            Item(_("My desk"), "dashboard", "admin:index", _everybody),
            Item(_("Screening runs"), "list_alt", "admin:watchlist_screening_changelist"),
            Item(_("Lines"), "format_list_numbered", "admin:watchlist_screenedline_changelist"),
            Item(_("Cases"), "work", "cases:list", VIEW, "cases"),
            Item(_("For a second officer"), "group", "cases:waiting", SECOND, "waiting"),
            Item(_("Ad-hoc check"), "science", "check:one", may_screen),
            Item(_("Screen a file"), "upload_file", "screen:file", may_screen),
            Item(_("Look-backs"), "history_toggle_off", "admin:watchlist_rescreen_changelist"),
        ),
    ),
    Group(
        _("Law"),
        (
            Item(_("Substances"), "hexagon", "admin:watchlist_substance_changelist"),
            Item(_("Structure search"), "draw", "check:structures", VIEW_SUBSTANCES),
            Item(_("Lists"), "bookmark", "admin:watchlist_controllist_changelist"),
            Item(_("Who controls what"), "grid_on", "law:matrix", VIEW_LISTS),
            Item(_("What changed"), "compare_arrows", "law:changes", VIEW_LISTS),
            Item(_("Horizon"), "wb_twilight", "law:horizon", VIEW_LISTS),
            Item(_("Class rules"), "polyline", "admin:watchlist_classrule_changelist"),
            Item(_("Entries"), "segment", "admin:watchlist_listentry_changelist"),
            Item(_("Instruments"), "gavel", "admin:watchlist_instrument_changelist"),
            Item(_("Coverage"), "fact_check", "law:coverage", VIEW_LISTS),
            Item(_("List changes"), "difference", "curation:change_sets", VIEW_SETS, "changes"),
            Item(_("Sources"), "rss_feed", "curation:sources", VIEW_SOURCES),
            Item(_("Curators' tasks"), "checklist", "curation:tasks", VIEW_TASKS),
        ),
    ),
    Group(
        _("Registers"),
        (
            Item(_("Authorisations"), "badge", "authorisations:list", "watchlist.view_authorisation"),
            Item(_("Suppressions"), "notifications_off", "suppressions:list", "watchlist.view_suppression"),
            Item(_("Determinations"), "rule", "suppressions:determinations", "watchlist.view_determination"),
            Item(_("Inspector's register"), "menu_book", "dossiers:register", VIEW),
            Item(_("House lists"), "playlist_add_check", "admin:watchlist_houselist_changelist"),
        ),
    ),
    Group(
        _("Record"),
        (
            Item(_("Legal holds"), "lock", "holds:list", HOLDS),
            Item(_("Erasures"), "person_remove", "erasures:list", ERASURES),
            Item(_("Audit events"), "history", "admin:watchlist_auditevent_changelist"),
            Item(_("Beside boundaries"), "visibility", "admin:watchlist_boundaryevent_changelist"),
            Item(_("Jobs"), "pending_actions", "admin:watchlist_job_changelist"),
            Item(_("Schedule"), "schedule", "admin:django_celery_beat_periodictask_changelist"),
            Item(_("Webhooks"), "webhook", "admin:watchlist_webhook_changelist"),
            Item(_("Deliveries"), "outbox", "admin:watchlist_webhookdelivery_changelist"),
        ),
    ),
    Group(
        _("People"),
        (
            Item(_("Users"), "person", "admin:auth_user_changelist"),
            Item(_("Groups"), "groups", "admin:auth_group_changelist"),
            Item(_("Tokens"), "key", "admin:watchlist_token_changelist"),
        ),
    ),
)


def titles() -> dict[str, str | Promise]:
    """Return what each page of the sidebar that answers here is called, by its address."""
    return {address: item.title for group in GROUPS for item in group.items if (address := _address(item.page))}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar that hold something which the user may read."""
    shown = [(group, list(open_to(request, group))) for group in GROUPS]
    current = _current(request, [address for _group, items in shown for _item, address in items])
    return [
        {"title": group.title, "separator": place > 1, "items": [_entry(request, *one, current) for one in items]}
        for place, (group, items) in enumerate(shown)
        if items
    ]


def open_to(request: HttpRequest, group: Group) -> Iterator[tuple[Item, str]]:
    """Yield the items of a group that the reader may open and that answer here, each with its address."""
    for item in group.items:
        if _may(request, item) and (address := _address(item.page)):
            yield item, address


def _entry(request: HttpRequest, item: Item, address: str, current: str) -> dict[str, Any]:
    count = badge(item.badge, request.user) if item.badge else ""
    entry = {"title": item.title, "icon": item.icon, "link": address, "active": address == current}
    return {**entry, "badge": count, "badge_variant": "primary"} if count else entry


def _may(request: HttpRequest, item: Item) -> bool:
    if item.may is None:
        app, _sep, model = item.page.removeprefix("admin:").removesuffix("_changelist").rpartition("_")
        return admin.site.get_model_admin(apps.get_model(app, model)).has_view_permission(request)
    return request.user.has_perm(item.may) if isinstance(item.may, str) else item.may(request)


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def _current(request: HttpRequest, addresses: list[str]) -> str:
    """Return the address that the page lies under, the closest of them: one item is marked, or none."""
    front = reverse("admin:index")
    over = [one for one in addresses if request.path == one or (one != front and request.path.startswith(one))]
    return max(over, key=len, default="")
