"""Everybody who may ask: people with a session on the pages, and programs with a token at the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any, Final

from django.contrib.auth.models import User
from django.test import Client

from watchlist.access.group_roles import ROLES
from watchlist.access.models import Token
from watchlist.access.roles import grant
from watchlist.access.scopes import SCOPES, open_to
from watchlist.access.tokens import issue
from watchlist.middleware.sessions import DUE

NOBODY, OUTSIDER, STAFF, SUPERUSER = "nobody", "outsider", "staff alone", "superuser"
GONE, CODE_OWED, ENDED, NO_SCOPE, EVERY_SCOPE = "deactivated", "code owed", "ended", "no scope", "every scope"
GROUPS: Final = tuple(role.group for role in ROLES)
READERS: Final = (NOBODY, GONE, CODE_OWED, OUTSIDER, STAFF, *GROUPS, SUPERUSER)
"""Who asks for a page. Whoever is deactivated, or owes a code, is a superuser, so that nothing else refuses him."""
PROGRAMS: Final = (NOBODY, GONE, ENDED, NO_SCOPE, *(scope.key for scope in SCOPES), EVERY_SCOPE, OUTSIDER, *GROUPS)
"""Who calls the API: a superuser's tokens, one for each scope; then one token of each group with every scope open."""


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller: what he sends with every request, and the cookies that he has before each."""

    client: Client
    user: User | None
    cookies: SimpleCookie
    headers: dict[str, str]
    address: str

    def ask(self, method: str, address: str, **sent: Any) -> Any:
        """Return the answer to one request, made as if it were the first."""
        self.client.cookies = SimpleCookie(self.cookies.output(header="", sep=";"))
        return self.client.generic(method, address, headers=self.headers, REMOTE_ADDR=self.address, **sent)


def readers() -> dict[str, Caller]:
    """Return who asks for pages, each logged in."""
    made = {NOBODY: _logged_in(None, 0)}
    for at, name in enumerate(READERS[1:], 1):
        made[name] = _logged_in(_person(name), at)
    session = made[CODE_OWED].client.session
    session[DUE] = True
    session.save()
    User.objects.filter(username=GONE).update(is_active=False)
    return made


def programs() -> dict[str, Caller]:
    """Return who calls the API, each with a token."""
    return dict(_programs())


def _programs() -> Iterator[tuple[str, Caller]]:
    root, gone = _person("root of tokens", is_superuser=True), _person("gone with tokens", is_superuser=True)
    every = [scope.key for scope in SCOPES]
    yield NOBODY, _with_token("", None, 0)
    yield GONE, _with_token(_token(gone, every), gone, 1)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    ended = _token(root, every)
    Token.objects.filter(user=root).update(expiry=datetime.now(UTC) - timedelta(seconds=1))
    yield ENDED, _with_token(ended, root, 2)
    yield NO_SCOPE, _with_token(_token(root, []), root, 3)
    for at, key in enumerate(every, 4):
        yield key, _with_token(_token(root, [key]), root, at)
    yield EVERY_SCOPE, _with_token(_token(root, every), root, 30)
    for at, name in enumerate((OUTSIDER, *GROUPS), 40):
        user = _person(f"program of {name}", group=name)
        yield name, _with_token(_token(user, open_to(user)), user, at)


def _person(name: str, *, group: str = "", is_superuser: bool = False) -> User:
    group = group or name
    is_superuser = is_superuser or name in {SUPERUSER, GONE, CODE_OWED}
    # An outsider has an account and nothing else; a program's account has no business on the pages.
    user = User.objects.create_user(name, is_superuser=is_superuser, is_staff=group not in {OUTSIDER, "Programs"})
    if group in GROUPS:
        grant(user, group)
    return user


def _logged_in(user: User | None, at: int) -> Caller:
    client = Client()
    if user is not None:
        client.force_login(user, backend="watchlist.access.password_backend.PasswordBackend")
    return Caller(client, user, client.cookies, {}, f"192.0.2.{at}")


def _with_token(text: str, user: User | None, at: int) -> Caller:
    sent = {"Authorization": f"Token {text}"} if text else {}
    return Caller(Client(), user, SimpleCookie(), sent, f"198.51.100.{at}")


def _token(user: User, scopes: Any) -> str:
    return issue(user=user, scopes=scopes, actor="root")[1]
