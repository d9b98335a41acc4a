"""Sessions of people on the pages: which are open, and how they end before their time.

What a person is shown of a session stands in the session, and goes with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from watchlist import audit

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
"""What a browser calls itself, the more particular first: many call themselves what they are like, too."""
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
BEGAN, SEEN = "since", "seen"
"""In the session: when its person logged in, and the last call, to the minute; in seconds since 1970."""
BROWSER, SYSTEM, ADDRESS = "browser", "system", "address"
"""In the session: what its person logged in with, and from where."""
PROVIDER_SESSION, ID_TOKEN = "provider_session", "id_token"
"""In the session of who came by the provider: what it calls their session there ("": nothing), and its sealed token."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its person sees it. `reference` names it and opens nothing, as its key would."""

    reference: str
    began: datetime | None
    last_call: datetime | None
    browser: str
    system: str
    address: str
    is_this: bool


def open_sessions(*, user: User, this: str) -> list[OpenSession]:
    """Return the open sessions of a person: that with the key `this`, then the others, the last used first."""
    sessions = []
    for session in live_sessions(user):
        key, stored = session.session_key, session.get_decoded()
        began, last_call = _instant(stored.get(BEGAN)), _instant(stored.get(SEEN))
        browser, system, address = (stored.get(name, "") for name in (BROWSER, SYSTEM, ADDRESS))
        sessions.append(OpenSession(_reference(key), began, last_call, browser, system, address, key == this))
    start = datetime.min.replace(tzinfo=UTC)
    return sorted(sessions, key=lambda session: (session.is_this, session.last_call or start), reverse=True)


@transaction.atomic
def end_session(*, user: User, reference: str, actor: str) -> int:
    """End the session of a person that a reference names, and return how many there were: one, or none."""
    keys = [session.session_key for session in live_sessions(user)]
    return _end([key for key in keys if _reference(key) == reference], user, actor)


@transaction.atomic
def end_sessions(*, user: User, actor: str, but: str = "") -> int:
    """End the sessions of a person, the one with the key `but` apart, and return how many there were."""
    keys = [session.session_key for session in live_sessions(user)]
    return _end([key for key in keys if key != but], user, actor)


@transaction.atomic
def end_provider_sessions(*, user: User | None, session: str, actor: str) -> int:
    """End sessions that the provider opened, and return how many there were: one of a name, or without a name all.

    `user`: whose; None: whoever has the session of that name. Nothing ends where neither is said.
    """
    ended, found = 0, dict[str, list[str]]()
    for row in _all_live():
        stored = row.get_decoded()
        is_named = not session or stored.get(PROVIDER_SESSION) == session
        is_theirs = user is None or stored.get(SESSION_KEY) == str(user.pk)
        if ID_TOKEN in stored and is_named and is_theirs and (session or user is not None):
            found.setdefault(stored[SESSION_KEY], []).append(row.session_key)
    for person in User.objects.filter(pk__in=found):
        ended += _end(found[str(person.pk)], person, actor)
    return ended


def live_sessions(user: User) -> list[Session]:
    """Return the open sessions of a person. Every live one is read: a row does not say whose it is."""
    return [session for session in _all_live() if session.get_decoded().get(SESSION_KEY) == str(user.pk)]


def _all_live() -> Iterator[Session]:
    return Session.objects.filter(expire_date__gt=datetime.now(UTC)).iterator()


def _end(keys: Collection[str], user: User, actor: str) -> int:
    ended: int = Session.objects.filter(session_key__in=keys).delete()[0]
    if ended:
        name, payload = user.get_username(), {"sessions": ended}
        audit.append(actor=actor, verb="end_sessions", target_kind="user", target_key=name, payload=payload)
    return ended


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _reference(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def browser_and_system(agent: str) -> tuple[str, str]:
    """Return the browser and the system that a User-Agent names, each "" where it is none that is known here."""
    return _first_match(agent, BROWSERS), _first_match(agent, SYSTEMS)


def in_words(browser: str, system: str) -> str:
    """Return the sentence for a browser and its system, as pages show it."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def _first_match(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
