"""The sidebar: one navigation of what the reader may read; a page that does not answer here is left out.

It is also what command search finds pages by. The counts beside its items are what waits for the reader, counted to a
hundred and cached for some seconds. None of them tells of a report to an authority: a case that was reported counts as
one that was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.cases import SECOND, VIEW, Case, for_second
from watchlist.list_updates import NEEDS_ATTENTION, PROPOSED, TAKEN_UP, ChangeSet, with_state
from watchlist.retention import VIEW as HOLDS, VIEW_ERASURES as ERASURES
from watchlist.web.curation.change_sets import VIEW_SETS
from watchlist.web.curation.sources import VIEW_SOURCES
from watchlist.web.curation.tasks import VIEW_TASKS
from watchlist.web.screening.screen_pages import may_screen
from watchlist.web.stored_answers import may_read
from watchlist.web.words import today

Rows = tuple[QuerySet[Any], ...]

CACHE_SECONDS: Final = 20
"""Seconds: a page more or less, and never long enough to mislead."""
MOST: Final = 99
AccessCheck = Callable[[HttpRequest], bool]
VIEW_LISTS: Final = "watchlist.view_controllist"
VIEW_SUBSTANCES: Final = "watchlist.view_substance"
KEEPERS: Final = (VIEW_SETS, "watchlist.view_auditevent", "django_celery_beat.change_periodictask")
"""Rights of those who keep the law, the record or the service: curators, auditors, those who run it."""


def badge(key: str, reader: User | AnonymousUser) -> str:
    """Return the count of a badge for a reader: "" for none, "99+" for very many."""
    cache_key = f"watchlist.badge.{key}.{reader.pk}"
    number = cache.get(cache_key)
    if number is None:
        number = sum(rows[: MOST + 1].count() for rows in COUNTERS[key](reader))
        cache.set(cache_key, number, CACHE_SECONDS)
    return f"{MOST}+" if number > MOST else str(number or "")


def _cases(reader: User | AnonymousUser) -> Rows:
    """Cases with lines to judge that are the reader's or unassigned, and do not rest."""
    awake = Case.objects.awake(today()).filter(Q(assignee=reader.pk) | Q(assignee=None))
    left: QuerySet[Any] = awake.filter(lines_for_people__gt=F("lines_judged") + F("lines_waiting"))
    return (left.order_by(),)


def _referrals(reader: User | AnonymousUser) -> Rows:
    """Referrals by other officers that this reader may answer."""
    return () if isinstance(reader, AnonymousUser) else for_second(reader)


def _changes(reader: User | AnonymousUser) -> Rows:
    """Change sets that nobody has decided to the end."""
    waiting = with_state(ChangeSet.objects.all()).filter(state__in=(NEEDS_ATTENTION, PROPOSED, TAKEN_UP))
    return (waiting.order_by(),)


COUNTERS: Final[dict[str, Callable[[User | AnonymousUser], Rows]]] = {
    "cases": _cases,
    "waiting": _referrals,
    "changes": _changes,
}
"""The rows that each badge counts."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page: its title, icon and URL name, who may open it, and the name of its count.

    `may` is a permission or a function; None: the view permission of the admin whose list the page is. What is
    `for_keepers` stands in the sidebar of those who keep the law or the service, and is found by search by all who may
    read it. What `is_rare` is folded away at the end, for all but them.
    """

    title: str | Promise
    icon: str
    page: str
    may: str | AccessCheck | None = None
    badge: str = ""
    for_keepers: bool = False
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Pages that belong together."""

    title: str | Promise
    items: tuple[NavItem, ...]


def _everybody(request: HttpRequest) -> bool:
    return True


def _reads_parties(request: HttpRequest) -> bool:
    return request.user.has_perm(VIEW) and may_read(request)


GROUPS: Final = (
    NavGroup("", (NavItem(_("Search"), "search", "check:command", _everybody),)),
    NavGroup(
        _("Work"),
        (
            NavItem(_("My desk"), "dashboard", "admin:index", _everybody),
            NavItem(_("Cases"), "work", "cases:list", VIEW, "cases"),
            NavItem(_("For a second officer"), "group", "cases:waiting", SECOND, "waiting"),
            NavItem(_("Screen a file"), "upload_file", "screen:file", may_screen),
            NavItem(_("Ad-hoc check"), "science", "check:one", may_screen),
            NavItem(_("Screening runs"), "list_alt", "admin:watchlist_screening_changelist"),
            NavItem(_("Lines"), "format_list_numbered", "admin:watchlist_screenedline_changelist"),
            NavItem(_("Look-backs"), "history_toggle_off", "admin:watchlist_rescreen_changelist", is_rare=True),
        ),
    ),
    NavGroup(
        _("Law"),
        (
            NavItem(_("Substances"), "hexagon", "admin:watchlist_substance_changelist"),
            NavItem(_("Structure search"), "draw", "check:structures", VIEW_SUBSTANCES, is_rare=True),
            NavItem(_("Lists"), "bookmark", "admin:watchlist_controllist_changelist"),
            NavItem(_("Who controls what"), "grid_on", "law:matrix", VIEW_LISTS),
            NavItem(_("What changed"), "compare_arrows", "law:changes", VIEW_LISTS, is_rare=True),
            NavItem(_("Horizon"), "wb_twilight", "law:horizon", VIEW_LISTS, is_rare=True),
            NavItem(_("Class rules"), "polyline", "admin:watchlist_classrule_changelist", for_keepers=True),
            NavItem(_("Entries"), "segment", "admin:watchlist_listentry_changelist", for_keepers=True),
            NavItem(_("Instruments"), "gavel", "admin:watchlist_instrument_changelist", for_keepers=True),
            NavItem(_("Coverage"), "fact_check", "law:coverage", VIEW_LISTS, is_rare=True),
            NavItem(_("List changes"), "difference", "curation:change_sets", VIEW_SETS, "changes"),
            NavItem(_("Sources"), "rss_feed", "curation:sources", VIEW_SOURCES),
            NavItem(_("Curators' tasks"), "checklist", "curation:tasks", VIEW_TASKS),
        ),
    ),
    NavGroup(
        _("Registers"),
        (
            NavItem(_("Parties"), "storefront", "parties:list", _reads_parties),
            NavItem(_("Authorisations"), "badge", "authorisations:list", "watchlist.view_authorisation"),
            NavItem(_("Inspector's register"), "menu_book", "dossiers:register", VIEW),
            NavItem(
                _("Suppressions"), "notifications_off", "suppressions:list", "watchlist.view_suppression", is_rare=True
            ),
            NavItem(
                _("Determinations"), "rule", "suppressions:determinations", "watchlist.view_determination", is_rare=True
            ),
            NavItem(_("Route checks"), "alt_route", "routes:list", VIEW, is_rare=True),
            NavItem(_("Overrides of releases"), "move_up", "cases:overrides", VIEW, is_rare=True),
            NavItem(_("House lists"), "playlist_add_check", "admin:watchlist_houselist_changelist", is_rare=True),
        ),
    ),
    NavGroup(
        _("Record"),
        (
            NavItem(_("Legal holds"), "lock", "holds:list", HOLDS),
            NavItem(_("Erasures"), "person_remove", "erasures:list", ERASURES),
            NavItem(_("Audit events"), "history", "admin:watchlist_auditevent_changelist"),
            NavItem(_("Probing of the screening"), "visibility", "admin:watchlist_boundaryevent_changelist"),
            NavItem(_("Jobs"), "pending_actions", "admin:watchlist_job_changelist", is_rare=True),
            NavItem(_("Schedule"), "schedule", "admin:django_celery_beat_periodictask_changelist", for_keepers=True),
            NavItem(_("Webhooks"), "webhook", "admin:watchlist_webhook_changelist"),
            NavItem(_("Deliveries"), "outbox", "admin:watchlist_webhookdelivery_changelist"),
        ),
    ),
    NavGroup(
        _("People"),
        (
            NavItem(_("Users"), "person", "admin:auth_user_changelist"),
            NavItem(_("Groups"), "groups", "admin:auth_group_changelist"),
            NavItem(_("Tokens"), "key", "admin:watchlist_token_changelist"),
        ),
    ),
)


RARE: Final = NavGroup(_("Less often"), ())
"""The group into which what is rare is folded."""


def titles() -> dict[str, str | Promise]:
    """Return what each page of the sidebar that answers here is called, by its address."""
    return {address: item.title for group in GROUPS for item in group.items if (address := _address(item.page))}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar with at least one page that the user may read; what is rare, folded, last."""
    keeps = any(request.user.has_perm(right) for right in KEEPERS)
    groups = [
        (group, [(item, address) for item, address in open_to(request, group) if keeps or not item.for_keepers])
        for group in GROUPS
    ]
    rare = [] if keeps else [entry for _group, items in groups for entry in items if entry[0].is_rare]
    usual = [(group, [entry for entry in items if entry not in rare]) for group, items in groups]
    current = _current(request, [address for _group, items in groups for _item, address in items])
    return [
        {
            "title": group.title,
            "separator": place > 1,
            "collapsible": group is RARE,
            "items": [_entry(request, *entry, current) for entry in items],
        }
        for place, (group, items) in enumerate([*usual, (RARE, rare)])
        if items
    ]


def open_to(request: HttpRequest, group: NavGroup) -> Iterator[tuple[NavItem, str]]:
    """Yield the items of a group that the reader may open and that answer here, each with its address."""
    for item in group.items:
        if _may(request, item) and (address := _address(item.page)):
            yield item, address


def _entry(request: HttpRequest, item: NavItem, address: str, current: str) -> dict[str, Any]:
    count = badge(item.badge, request.user) if item.badge else ""
    entry = {"title": item.title, "icon": item.icon, "link": address, "active": address == current}
    return {**entry, "badge": count, "badge_variant": "primary"} if count else entry


def _may(request: HttpRequest, item: NavItem) -> bool:
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
    """Return the longest address that the page is under, "" for none: at most one item is marked."""
    front = reverse("admin:index")
    over = [
        address
        for address in addresses
        if request.path == address or (address != front and request.path.startswith(address))
    ]
    return max(over, key=len, default="")
